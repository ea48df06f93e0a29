import { VENDORS } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Notice, Outcome } from '../parts'
import type { DeliveryView, Received } from '../../server/api-types'

const SHOWN = 6

/** What became of what was sent, and where it went. */
export function Result({
  received,
  rejection,
  delivery
}: {
  received?: Received
  rejection?: string
  delivery?: number
}) {
  if (rejection !== undefined) {
    return (
      <Notice tone="bad">
        {rejection} {delivery !== undefined && <a href={linkTo('deliveries', { id: String(delivery) })}>See it</a>}
      </Notice>
    )
  }
  if (!received) return null
  return (
    <div class="result">
      <h3>Where it went</h3>
      {received.events.length === 0 && <p class="soft">It became no event.</p>}
      <ul>
        {received.events.slice(0, SHOWN).map((event, index) => (
          <li key={index}>
            <b>{event.event}</b> about {event.person || 'no person'}
            {event.deliveries.length === 0 && <p class="soft">No preset that is switched on takes it.</p>}
            <ul>
              {event.deliveries.map(({ id, preset, to, outcome, message }) => (
                <li key={id}>
                  <a href={linkTo('deliveries', { id: String(id) })}>{preset}</a> {to && `to ${VENDORS[to]}`}{' '}
                  <State id={id} first={{ outcome, message }} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {received.events.length > SHOWN && (
        <p>
          <a href={linkTo('deliveries')}>All of them under Deliveries</a>
        </p>
      )}
      {received.notes.map((note) => (
        <p class="soft small" key={note}>
          In the log: {note}
        </p>
      ))}
    </div>
  )
}

/** What became of a delivery: the first result, and the latest while it is under way. */
function State({ id, first }: { id: number; first: Pick<DeliveryView, 'outcome' | 'message'> }) {
  const { version } = useLive()
  const isOpen = first.outcome === 'waiting'
  const { data } = useData<DeliveryView>(isOpen ? `/api/deliveries/${id}` : undefined, version)
  const { outcome, message } = data ?? first
  return (
    <>
      <Outcome outcome={outcome} />
      {message && outcome !== 'delivered' && <p class="soft small">{message}</p>}
    </>
  )
}
