import type { ExchangeView as Exchange } from '../../server/api-types'
import { thousands } from '../lib/format'
import { JsonView } from '../parts/json-view'

/** One request and its response. */
export const ExchangeView = ({ exchange }: { exchange: Exchange }) => (
  <div class="exchange">
    <p class="request-line">
      <b>{exchange.method}</b> {exchange.url}
    </p>
    {exchange.body !== '' && (
      <>
        <JsonView label="The request body" value={exchange.body} />
        <p class="soft small">
          {exchange.bytes !== undefined && `${thousands(exchange.bytes)} bytes in the whole request. `}Credentials are
          not shown.
        </p>
      </>
    )}
    <p class={`answer-line ${isGood(exchange.status) ? 'is-good' : 'is-bad'}`}>
      {exchange.status === undefined ? exchange.failure : `Answered ${exchange.status}`}{' '}
      <span class="soft">after {exchange.took} ms</span>
    </p>
    {exchange.answer && <JsonView label="The response body" value={exchange.answer} />}
  </div>
)

const isGood = (status: number | undefined): boolean => status !== undefined && status < 400
