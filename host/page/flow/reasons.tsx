import type { ReasonCount } from '../../server/api-types'
import { capital, OUTCOME_WORDS, thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { SendAgain } from './verdict'

const SHOWN = 6

/** Why events were rejected or not delivered, the commonest reason first. */
export const Reasons = ({ reasons }: { reasons: readonly ReasonCount[] }) => (
  <section class="card" aria-labelledby="reasons-title">
    <div class="card-head">
      <h2 id="reasons-title">What was lost, and why</h2>
      <p class="soft">Rejected: something in the event must change. Not delivered: the vendor did not take it.</p>
    </div>
    {reasons.length === 0 && <p class="soft pad">Nothing was lost so far.</p>}
    <ul class="reasons">
      {reasons.slice(0, SHOWN).map((reason) => (
        <Reason key={reason.id} reason={reason} />
      ))}
    </ul>
    {reasons.length > SHOWN && (
      <p class="pad">
        <a href={linkTo('deliveries', { outcome: 'rejected' })}>All that was rejected</a>
      </p>
    )}
  </section>
)

function Reason({ reason: { id, message, count, field, outcome } }: { reason: ReasonCount }) {
  return (
    <li>
      <a href={linkTo('deliveries', { reason: String(id), outcome })}>
        <span class="reason-count">{thousands(count)}</span>
        <span>
          <span class={`outcome is-${outcome}`}>{capital(OUTCOME_WORDS[outcome])}</span> {field && <b>{field}: </b>}
          {field ? message.slice(field.length + 2) : message}
        </span>
      </a>
      {outcome === 'failed' && (
        <p class="reason-actions">
          <SendAgain filter={{ reason: String(id) }} count={count} />
        </p>
      )}
    </li>
  )
}
