import type { OutcomeName } from '../../server/api-types'

const WORDS: Record<OutcomeName, string> = {
  delivered: 'Delivered',
  'left out': 'Left out',
  refused: 'Refused',
  undelivered: 'Not delivered',
  waiting: 'On its way'
}

export const Outcome = ({ outcome }: { outcome: OutcomeName }) => (
  <span class={`outcome is-${outcome.replace(' ', '-')}`}>{WORDS[outcome]}</span>
)
