import { counted } from '../lib/format'
import { useLive } from '../lib/live'
import { useNarrow } from '../lib/use-narrow'
import { linkTo } from '../lib/use-route'
import { Empty } from '../parts/notice'
import { Bars } from './bars'
import { Diagram } from './diagram'
import { NARROW, WIDE } from './diagram-layout'
import { NpsWalkthrough } from './nps-walkthrough'
import { Reasons } from './reasons'
import { Verdict } from './verdict'

/** The picture of everything, alive, and two ways into it. */
export function FlowView() {
  const isNarrow = useNarrow()
  const flow = useLive().status?.flow
  if (!flow) return <p class="loading">Loading …</p>
  return (
    <>
      <section class="card flow-card" aria-labelledby="flow-title">
        <div class="card-head">
          <h2 id="flow-title">Event flow</h2>
          <p class="soft">
            {counted(flow.total, 'delivery', 'deliveries')} since the start. Every number opens the deliveries behind
            it.
          </p>
        </div>
        <Verdict flow={flow} />
        <Diagram layout={isNarrow ? NARROW : WIDE} edges={flow.edges} />
        <Bars bars={flow.bars} />
      </section>
      {flow.total === 0 ? (
        <Empty title="Nothing has happened yet">
          Send an example under <a href={linkTo('send')}>Send</a>, or let Appcues or Heap post a webhook.
        </Empty>
      ) : (
        <div class="two-columns">
          <NpsWalkthrough id={flow.nps} />
          <Reasons reasons={flow.reasons} />
        </div>
      )}
    </>
  )
}
