import { OUTCOMES } from '../../server/api-types'
import { SOURCES, VENDORS } from '../lib/format'
import { goTo, linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'

const CHOICES = {
  outcome: { label: 'Outcome', options: OUTCOMES.map((name): [string, string] => [name, capital(name)]) },
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
      {filter.stage && (
        <p class="soft">
          Only what ended in {filter.stage === 'source' ? 'a source' : 'Segment'}.{' '}
          <a href={linkTo('deliveries', { ...filter, stage: undefined })}>Show all</a>
        </p>
      )}
    </form>
  )
}

function capital(word: string): string {
  return word[0].toUpperCase() + word.slice(1)
}
