import { OUTCOMES } from '../../server/api-types'
import { capital, OUTCOME_WORDS, SOURCES, VENDORS } from '../lib/format'
import { useLive } from '../lib/live'
import { goTo, linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'

const CHOICES = {
  outcome: {
    label: 'Outcome',
    options: OUTCOMES.map((name): [string, string] => [name, capital(OUTCOME_WORDS[name])])
  },
  vendor: { label: 'To', options: Object.entries(VENDORS) },
  from: { label: 'From', options: [...Object.entries(VENDORS), ...Object.entries(SOURCES)] }
} as const

export function Filters({ filter }: { filter: Params }) {
  const set = (name: string, value: string): void => goTo('deliveries', { ...filter, [name]: value || undefined })
  return (
    <form class="filters" role="search" aria-label="Filter deliveries" onSubmit={(event) => event.preventDefault()}>
      {(['event', 'person'] as const).map((name) => (
        <label key={name}>
          {capital(name)}
          <input
            type="search"
            value={filter[name] ?? ''}
            placeholder={name === 'event' ? 'NPS, Flow …' : 'ada@…'}
            onInput={({ currentTarget }) => set(name, currentTarget.value)}
          />
        </label>
      ))}
      {Object.entries(CHOICES).map(([name, { label, options }]) => (
        <label key={name}>
          {label}
          <select value={filter[name] ?? ''} onChange={({ currentTarget }) => set(name, currentTarget.value)}>
            <option value="">All</option>
            {options.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
      ))}
      <Further filter={filter} />
    </form>
  )
}

const STAGES: Readonly<Record<string, string>> = {
  source: 'ended in a source',
  segment: 'ended in Segment',
  beyond: 'left its source',
  destination: 'reached the destination'
}

/** Filters that come with a link and have no field: what they are, and how to be rid of them. */
function Further({ filter }: { filter: Params }) {
  const reasons = useLive().status?.flow.reasons ?? []
  const { stage, each, reason, toward } = filter
  const words = [
    each && `one delivery for each ${each}`,
    stage && `what ${STAGES[stage] ?? stage}`,
    toward && `on the way to ${VENDORS[toward as keyof typeof VENDORS] ?? toward}`,
    reason && `with the reason “${reasons.find(({ id }) => String(id) === reason)?.message ?? reason}”`
  ].filter(Boolean)
  if (words.length === 0) return null
  const without = { ...filter, stage: undefined, each: undefined, reason: undefined, toward: undefined }
  return (
    <p class="soft">
      Only {words.join(', ')}. <a href={linkTo('deliveries', without)}>Remove</a>
    </p>
  )
}
