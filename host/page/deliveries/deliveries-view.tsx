import { useState } from 'preact/hooks'
import type { ViewProps } from '../lib/use-route'
import type { DeliverySummary, DeliveryView } from '../../server/api-types'
import { useLive } from '../lib/live'
import { useData, useLastData } from '../lib/use-data'
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
export function DeliveriesView({ params }: ViewProps) {
  const { id, ...filter } = params
  const { version } = useLive()
  const [shown, setShown] = useState(PAGE)
  const { data, error } = useData<Answer>(`/api/deliveries?${queryOf(filter)}&limit=${shown}`, version)
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
    <Empty title="No matching deliveries">
      Remove a filter, or <a href={linkTo('deliveries')}>show all</a>.
    </Empty>
  ) : (
    <Empty title="No deliveries yet">
      <a href={linkTo('send')}>Send an example</a> and watch it arrive here.
    </Empty>
  )
