import type { DeliverySummary } from '../../server/api-types'
import { SOURCES, timeOf, VENDORS } from '../lib/format'
import { linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'
import { Outcome } from '../parts/outcome'

export function Row({ delivery, filter, isOpen }: { delivery: DeliverySummary; filter: Params; isOpen: boolean }) {
  const { id, at, from, event, person, preset, vendor, outcome, sentence, attempts } = delivery
  return (
    <li>
      <a
        class="row"
        href={linkTo('deliveries', { ...filter, id: String(id) })}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span class="row-top">
          <b>{preset ?? (event || SOURCES[from])}</b>
          <Outcome outcome={outcome} />
        </span>
        <span class="row-facts">
          <time>{timeOf(at)}</time>
          <span class="person">{person || 'nobody'}</span>
          {vendor && <span class={`vendor is-${vendor}`}>to {VENDORS[vendor]}</span>}
          {attempts > 1 && <span>{attempts} attempts</span>}
        </span>
        {sentence && outcome !== 'delivered' && <span class="row-sentence">{sentence}</span>}
      </a>
    </li>
  )
}
