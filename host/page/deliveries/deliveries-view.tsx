import { useState } from 'preact/hooks'
import type { ViewProps } from '../app'
import type { DeliverySummary } from '../../server/api-types'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'
import { Empty, Notice } from '../parts/notice'
import { Detail } from './detail'
import { Filters } from './filters'
import { Row } from './row'

interface Answer {
  deliveries: DeliverySummary[]
  more: boolean
  total: number
}

const PAGE = 50

/** Everything that was delivered, or not, newest first; one of them opened beside the list. */
export function DeliveriesView({ live, params }: ViewProps) {
  const { id, ...filter } = params
  const [shown, setShown] = useState(PAGE)
  const { data, error } = useData<Answer>(`/api/deliveries?${queryOf(filter)}&limit=${shown}`, live.version)
  return (
    <div class={`master ${id ? 'has-detail' : ''}`}>
      <section class="master-list" aria-label="Deliveries">
        <Filters filter={filter} />
        {error && <Notice tone="bad">{error}</Notice>}
        {data?.deliveries.length === 0 && <Nothing filter={filter} />}
        <ul class="rows">
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
          <Detail id={id} back={linkTo('deliveries', filter)} version={live.version} />
        ) : (
          <Empty title="Choose a delivery">
            You see the event that came in, the preset that took it, the payload after mapping, and exactly what the
            vendor was sent and answered.
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
    <Empty title="No delivery is like that">
      Take a filter away, or <a href={linkTo('deliveries')}>show all</a>.
    </Empty>
  ) : (
    <Empty title="No deliveries yet">
      <a href={linkTo('send')}>Send an example</a> and watch it arrive here.
    </Empty>
  )
