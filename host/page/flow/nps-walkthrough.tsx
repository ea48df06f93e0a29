import type { DeliveryView } from '../../server/api-types'
import { SOURCES } from '../lib/format'
import { useLastData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'

/** One NPS score from beginning to end, for someone who has never seen Segment. */
export function NpsWalkthrough({ id }: { id?: number }) {
  const data = useLastData<DeliveryView>(id === undefined ? undefined : `/api/deliveries/${id}`, 0)
  return (
    <section class="card" aria-labelledby="nps-title">
      <div class="card-head">
        <h2 id="nps-title">Follow one NPS score</h2>
        <p class="soft">From Appcues’ webhook to Heap’s event, step by step.</p>
      </div>
      {id === undefined ? (
        <p class="soft pad">
          None has arrived yet. <a href={linkTo('send', { example: 'nps-score' })}>Send one.</a>
        </p>
      ) : (
        data && <Steps delivery={data} />
      )}
    </section>
  )
}

function Steps({ delivery }: { delivery: DeliveryView }) {
  const { sent, tries } = delivery
  const { properties = {}, event = '' } = (sent ?? {}) as { properties?: Record<string, unknown>; event?: string }
  const exchange = tries[tries.length - 1]?.exchanges[0]
  return (
    <>
      <ol class="walkthrough">
        <li>
          <b>Appcues</b> reported a score from <b>{delivery.person}</b> ({SOURCES[delivery.from] ?? delivery.from}).
        </li>
        <li>
          The <b>source</b> turned it into the Segment event “{delivery.event}”.
        </li>
        <li>
          The <b>preset</b> “{delivery.preset}” took it and mapped{' '}
          {Object.keys(properties).join(', ') || 'its properties'}.
        </li>
        <li>
          <b>Heap</b> received “{event}”
          {properties['NPS Score'] !== undefined && ` with the score ${JSON.stringify(properties['NPS Score'])}`}
          {exchange?.status !== undefined && ` and answered ${exchange.status}`}.
        </li>
      </ol>
      <p class="pad">
        <a class="button" href={linkTo('deliveries', { id: String(delivery.id) })}>
          See every step of it
        </a>
      </p>
    </>
  )
}
