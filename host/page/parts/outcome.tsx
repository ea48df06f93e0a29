import type { OutcomeName } from '../../server/api-types'
import { capital, OUTCOME_WORDS } from '../lib/format'

export const Outcome = ({ outcome }: { outcome: OutcomeName }) => (
  <span class={`outcome is-${outcome}`}>{capital(OUTCOME_WORDS[outcome])}</span>
)
