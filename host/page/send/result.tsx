import type { Received } from '../../server/api-types'
import { VENDORS } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { Notice } from '../parts/notice'
import { Outcome } from '../parts/outcome'

const SHOWN = 6

/** What became of what was sent, and where it went. */
export function Result({ received, refusal, delivery }: { received?: Received; refusal?: string; delivery?: number }) {
  if (refusal !== undefined) {
    return (
      <Notice tone="bad">
        {refusal} {delivery !== undefined && <a href={linkTo('deliveries', { id: String(delivery) })}>See it</a>}
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
            <b>{event.event}</b> about {event.person || 'nobody'}
            {event.deliveries.length === 0 && <p class="soft">No preset that is switched on takes it.</p>}
            <ul>
              {event.deliveries.map(({ id, preset, to, outcome, sentence }) => (
                <li key={id}>
                  <a href={linkTo('deliveries', { id: String(id) })}>{preset}</a> {to && `to ${VENDORS[to]}`}{' '}
                  <Outcome outcome={outcome} />
                  {sentence && outcome !== 'delivered' && <p class="soft small">{sentence}</p>}
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
