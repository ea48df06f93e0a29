import type { DeliverySummary } from '../../server/api-types'
import { timeOf, VENDORS } from '../lib/format'
import { linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'
import { Outcome } from '../parts/outcome'

export function Row({ delivery, filter, isOpen }: { delivery: DeliverySummary; filter: Params; isOpen: boolean }) {
  const { id, at, event, person, preset, vendor, outcome, sentence, attempts } = delivery
  return (
    <li>
      <a
        class="row"
        href={linkTo('deliveries', { ...filter, id: String(id) })}
        aria-current={isOpen ? 'true' : undefined}
      >
        <span class="row-top">
          <b>{preset ?? event}</b>
          <Outcome outcome={outcome} />
        </span>
        <span class="row-facts">
          <time>{timeOf(at)}</time>
          <span>{person || 'nobody'}</span>
          {vendor && <span class={`vendor is-${vendor}`}>to {VENDORS[vendor]}</span>}
          {attempts > 1 && <span>{attempts} attempts</span>}
        </span>
        {sentence && outcome !== 'delivered' && <span class="row-sentence">{sentence}</span>}
      </a>
    </li>
  )
}
