import { useEffect, useRef, useState } from 'preact/hooks'
import { Detail } from './detail'
import { capital, OUTCOME_WORDS, SOURCES, timeOf, VENDORS } from '../lib/format'
import { useLive } from '../lib/live'
import { useData, useLastData } from '../lib/use-data'
import { goTo, linkTo } from '../lib/use-route'
import type { Params, ViewProps } from '../lib/use-route'
import { Empty, Notice, Outcome } from '../parts'
import { OUTCOMES } from '../../server/api-types'
import type { DeliverySummary, DeliveryView } from '../../server/api-types'

interface Listed {
  deliveries: DeliverySummary[]
  more: boolean
  total: number
}

const PAGE = 50

/** Everything that was delivered, or not, newest first; one of them opened beside the list. */
export function DeliveriesView({ params }: ViewProps) {
  const { id, ...filter } = params
  const { version } = useLive()
  const [shown, setShown] = useState(PAGE)
  const { data, error } = useData<Listed>(`/api/deliveries?${queryOf(filter)}&limit=${shown}`, version)
  const opened = useLastData<DeliveryView>(id === undefined ? undefined : `/api/deliveries/${id}`, version)
  const isListed = data?.deliveries.some((delivery) => String(delivery.id) === id)
  return (
    <div class={`master ${id ? 'has-detail' : ''}`}>
      <section class="master-list" aria-label="Deliveries">
        <Filters filter={filter} />
        {error && <Notice tone="bad">{error}</Notice>}
        {data?.deliveries.length === 0 && <Nothing filter={filter} />}
        <ul class="rows">
          {data && !isListed && opened && String(opened.id) === id && <Row delivery={opened} filter={filter} isOpen />}
          {data?.deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} filter={filter} isOpen={String(delivery.id) === id} />
          ))}
        </ul>
        {data?.more && (
          <button class="quiet more" onClick={() => setShown(shown + PAGE)}>
            Show more
          </button>
        )}
      </section>
      <section class="master-detail" aria-label="The chosen delivery">
        {id ? (
          <Detail id={id} back={linkTo('deliveries', filter)} />
        ) : (
          <Empty title="Choose a delivery">
            You see the event that came in, the preset that took it, the payload after mapping, and each request to the
            vendor with its response.
          </Empty>
        )}
      </section>
    </div>
  )
}

function queryOf(filter: Params): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return new URLSearchParams(given).toString()
}

const Nothing = ({ filter }: { filter: Params }) =>
  Object.values(filter).some(Boolean) ? (
    <Empty title="No matching deliveries">
      Remove a filter, or <a href={linkTo('deliveries')}>show all</a>.
    </Empty>
  ) : (
    <Empty title="No deliveries yet">
      <a href={linkTo('send')}>Send an example</a> and watch it arrive here.
    </Empty>
  )

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

export function Row({ delivery, filter, isOpen }: { delivery: DeliverySummary; filter: Params; isOpen: boolean }) {
  const { id, at, from, title, person, vendor, outcome, message, attempts } = delivery
  const row = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    if (isOpen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <li>
      <a
        ref={row}
        class="row"
        href={linkTo('deliveries', { ...filter, id: String(id) })}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span class="row-top">
          <b>{title || SOURCES[from]}</b>
          <Outcome outcome={outcome} />
        </span>
        <span class="row-facts">
          <time>{timeOf(at)}</time>
          <span class="person">{person || 'no person'}</span>
          {vendor && <span class={`vendor is-${vendor}`}>to {VENDORS[vendor]}</span>}
          {attempts > 1 && <span>{attempts} attempts</span>}
        </span>
        {message && outcome !== 'delivered' && <span class="row-message">{message}</span>}
      </a>
    </li>
  )
}
