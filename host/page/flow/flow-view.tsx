import type { ViewProps } from '../app'
import { counted } from '../lib/format'
import { useNarrow } from '../lib/use-narrow'
import { linkTo } from '../lib/use-route'
import { Empty } from '../parts/notice'
import { Diagram } from './diagram'
import { NARROW, WIDE } from './diagram-layout'
import { Reasons } from './reasons'
import { Story } from './nps-walkthrough'

/** The picture of everything, alive, and two ways into it. */
export function FlowView({ live }: ViewProps) {
  const isNarrow = useNarrow()
  const flow = live.status?.flow
  if (!flow) return <p class="loading">Asking the local host …</p>
  return (
    <>
      <section class="card flow-card" aria-labelledby="flow-title">
        <div class="card-head">
          <h2 id="flow-title">What travels where</h2>
          <p class="soft">
            {counted(flow.total, 'delivery', 'deliveries')} since the start
            {flow.waiting > 0 && `, ${counted(flow.waiting, 'is', 'are')} on the way`}. Every number opens what is
            behind it.
          </p>
        </div>
        <Diagram layout={isNarrow ? NARROW : WIDE} edges={flow.edges} />
      </section>
      {flow.total === 0 ? (
        <Empty title="Nothing has happened yet">
          Send an example under <a href={linkTo('send')}>Send</a>, or let Appcues or Heap post a webhook to
          <code> /sources/appcues-webhook</code>.
        </Empty>
      ) : (
        <div class="two-columns">
          <Story id={flow.nps} />
          <Reasons reasons={flow.reasons} />
        </div>
      )}
    </>
  )
}
