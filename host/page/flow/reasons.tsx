import type { ReasonCount } from '../../server/api-types'
import { thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'

const SHOWN = 6

/** Why events were refused, the commonest reason first. */
export const Reasons = ({ reasons }: { reasons: readonly ReasonCount[] }) => (
  <section class="card" aria-labelledby="reasons-title">
    <div class="card-head">
      <h2 id="reasons-title">Refused, and why</h2>
      <p class="soft">Each refusal names the field it speaks of and what would mend it.</p>
    </div>
    {reasons.length === 0 && <p class="soft pad">Nothing was refused so far.</p>}
    <ul class="reasons">
      {reasons.slice(0, SHOWN).map(({ sentence, count, newest, field }) => (
        <li key={sentence}>
          <a href={linkTo('deliveries', { id: String(newest) })}>
            <span class="reason-count">{thousands(count)}</span>
            <span>
              {field && <b>{field}: </b>}
              {field ? sentence.slice(field.length + 2) : sentence}
            </span>
          </a>
        </li>
      ))}
    </ul>
    {reasons.length > SHOWN && (
      <p class="pad">
        <a href={linkTo('deliveries', { outcome: 'refused' })}>All that was refused</a>
      </p>
    )}
  </section>
)
