import { useEffect, useRef } from 'preact/hooks'
import type { DeliverySummary } from '../../server/api-types'
import { SOURCES, timeOf, VENDORS } from '../lib/format'
import { linkTo } from '../lib/use-route'
import type { Params } from '../lib/use-route'
import { Outcome } from '../parts/outcome'

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
