import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { capital, counted, OUTCOME_WORDS, thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { Notice } from '../parts'
import type { EdgeCount, Flow, ReasonCount } from '../../server/api-types'

/** "Did anything get lost?", in one line. */
export function Verdict({ flow }: { flow: Flow }) {
  const sum = (column: keyof EdgeCount): number =>
    Object.values(flow.edges).reduce((total, count) => total + count[column], 0)
  const [failed, rejected, skipped] = [sum('failed'), sum('rejected'), sum('skipped')]
  if (flow.total === 0) return null
  if (failed + rejected === 0) {
    return (
      <p class="verdict is-good" role="status">
        <b>Nothing was lost.</b>{' '}
        {skipped > 0 && (
          <a href={linkTo('deliveries', { outcome: 'skipped' })}>
            {counted(skipped, 'was', 'were')} skipped on purpose.
          </a>
        )}
        {flow.waiting > 0 && ` ${counted(flow.waiting, 'is', 'are')} on the way.`}
      </p>
    )
  }
  return (
    <div class="verdict is-bad" role="status">
      <p>
        {failed > 0 && (
          <a href={linkTo('deliveries', { outcome: 'failed' })}>
            <b>{thousands(failed)} not delivered</b>
          </a>
        )}
        {failed > 0 && rejected > 0 && ', '}
        {rejected > 0 && (
          <a href={linkTo('deliveries', { outcome: 'rejected' })}>
            <b>{thousands(rejected)} rejected</b>
          </a>
        )}
        . The reasons are below.
        {flow.waiting > 0 && ` ${counted(flow.waiting, 'is', 'are')} on the way.`}
      </p>
      {failed > 0 && <SendAgain filter={{ outcome: 'failed' }} count={failed} />}
    </div>
  )
}

/** Sends all deliveries of a kind once more, by the mappings and settings as they are now. */
export function SendAgain({ filter, count }: { filter: Record<string, string>; count: number }) {
  const [problem, setProblem] = useState('')
  const again = (): void => {
    call<{ sent: number }>('POST', '/api/deliveries/send-again', filter).then(
      ({ sent }) => setProblem(sent === 0 ? 'None of them can be sent again: no preset took them.' : ''),
      (error) => setProblem(messageOf(error))
    )
  }
  return (
    <>
      <button class="quiet" onClick={again}>
        Send {count === 1 ? 'it' : `all ${thousands(count)}`} again
      </button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </>
  )
}

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
