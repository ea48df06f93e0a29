import type { HeapView } from '../../server/api-types'
import { counted } from '../lib/format'

const KINDS = [
  ['detractors', 'Detractors, 0 to 6'],
  ['passives', 'Passives, 7 and 8'],
  ['promoters', 'Promoters, 9 and 10']
] as const

/** The net promoter score: everyone's newest answer. */
export const Nps = ({ nps }: { nps: HeapView['nps'] }) => (
  <section class="card" aria-labelledby="nps-title">
    <div class="card-head">
      <h2 id="nps-title">NPS</h2>
      <p class="soft">Everyone’s newest score: promoters less detractors, in percent.</p>
    </div>
    {nps.score === undefined ? (
      <p class="soft pad">No one has answered yet.</p>
    ) : (
      <div class="pad nps">
        <p class="nps-score">
          {nps.score > 0 && '+'}
          {nps.score}
          <span class="soft"> from {counted(nps.answers, 'answer')}</span>
        </p>
        <div class="nps-bar" role="img" aria-label={KINDS.map(([kind, words]) => `${words}: ${nps[kind]}`).join('; ')}>
          {KINDS.map(([kind]) => (
            <span key={kind} class={`is-${kind}`} style={{ flexGrow: nps[kind] }} />
          ))}
        </div>
        <ul class="legend">
          {KINDS.map(([kind, words]) => (
            <li key={kind} class={`is-${kind}`}>
              <b>{nps[kind]}</b> {words}
            </li>
          ))}
        </ul>
      </div>
    )}
  </section>
)
