import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { counted, dayOf, SOURCES, thousands, timeOf } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { CopyButton, JsonView, Notice, Outcome } from '../parts'
import type { AttemptView, DeliveryView, ExchangeView as Exchange } from '../../server/api-types'

export function Detail({ id, back }: { id: string; back: string }) {
  const { data, error } = useData<DeliveryView>(`/api/deliveries/${id}`, useLive().version)
  return (
    <>
      <a class="back" href={back}>
        Back to the list
      </a>
      {error && <Notice tone="bad">{error}</Notice>}
      {data && <Opened delivery={data} />}
    </>
  )
}

function Opened({ delivery }: { delivery: DeliveryView }) {
  const { title, person, outcome, at, from, message, field, tries } = delivery
  const curl = tries.flatMap(({ exchanges }) => exchanges).pop()?.curl
  return (
    <article class="detail">
      <header>
        <h2>{title || SOURCES[from]}</h2>
        <Outcome outcome={outcome} />
      </header>
      <p class="soft">
        <span class="person">{person || 'No person'}</span> · {SOURCES[from] ?? from} · {dayOf(at)}
      </p>
      {message && (
        <Notice tone={outcome === 'rejected' || outcome === 'failed' ? 'bad' : 'calm'}>
          {message}
          {field && (
            <p class="notice-field">
              This is the field <b>{field}</b>.
            </p>
          )}
        </Notice>
      )}
      <p class="actions">
        {delivery.canSendAgain && <SendAgain id={delivery.id} />}
        {curl && <CopyButton text={curl}>Copy as curl</CopyButton>}
      </p>
      <Steps delivery={delivery} />
    </article>
  )
}

function SendAgain({ id }: { id: number }) {
  const [problem, setProblem] = useState('')
  const again = (): void => {
    call('POST', `/api/deliveries/${id}/send-again`).then(
      () => setProblem(''),
      (error) => setProblem(messageOf(error))
    )
  }
  return (
    <>
      <button class="quiet" onClick={again}>
        Send again
      </button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </>
  )
}

/** The way of one event, from what came in to what the vendor said. */
export function Steps({ delivery }: { delivery: DeliveryView }) {
  const { received, eventIn, preset, trigger, payload, tries, body, from } = delivery
  return (
    <ol class="steps">
      {received !== undefined && (
        <Step title={`What came in: ${SOURCES[from] ?? from}`} note="The body as it was received.">
          <JsonView label="The webhook" value={received} />
        </Step>
      )}
      {eventIn !== undefined && (
        <Step title="The Segment event">
          <JsonView label="The event" value={eventIn} />
        </Step>
      )}
      {preset && (
        <Step title={`The preset: ${preset}`} note="Its trigger:">
          <code class="trigger">{trigger}</code>
        </Step>
      )}
      {payload !== undefined && (
        <Step title="The payload after mapping">
          <JsonView label="The payload" value={payload} />
        </Step>
      )}
      {tries.map((attempt, index) => (
        <Step
          key={index}
          title={tries.length > 1 ? `Attempt ${index + 1}` : 'The request, and the response'}
          note={noteOf(attempt)}
        >
          {attempt.exchanges.map((exchange, n) => (
            <ExchangeView key={n} exchange={exchange} />
          ))}
          {attempt.exchanges.length === 0 && <p class="soft">No request was made.</p>}
        </Step>
      ))}
      {body !== undefined && (
        <Step title="The response to Segment">
          <JsonView label="The response to Segment" value={body} />
        </Step>
      )}
    </ol>
  )
}

const noteOf = ({ at, batch, message }: AttemptView): string =>
  `${timeOf(at)}, in a batch of ${counted(batch, 'event')}${batch > 1 ? '; this is its part' : ''}.${message ? ` ${message}` : ''}`

const Step = ({ title, note, children }: { title: string; note?: string; children: ComponentChildren }) => (
  <li class="step">
    <h3>{title}</h3>
    {note && <p class="soft">{note}</p>}
    {children}
  </li>
)

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
    <p class={`response-line ${isGood(exchange.status) ? 'is-good' : 'is-bad'}`}>
      {exchange.status === undefined ? exchange.failure : `Response ${exchange.status}`}{' '}
      <span class="soft">after {exchange.took} ms</span>
    </p>
    {exchange.responseBody && <JsonView label="The response body" value={exchange.responseBody} />}
  </div>
)

const isGood = (status: number | undefined): boolean => status !== undefined && status < 400
