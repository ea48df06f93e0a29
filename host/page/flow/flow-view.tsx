import { useEffect, useState } from 'preact/hooks'
import { Bars } from './bars'
import { NARROW, WIDE } from './diagram-layout'
import { Diagram } from './diagram'
import { Reasons, Verdict } from './verdict'
import { counted, SOURCES } from '../lib/format'
import { useLive } from '../lib/live'
import { useLastData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Empty } from '../parts'
import type { DeliveryView } from '../../server/api-types'

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

/** One NPS score from beginning to end, for someone who has never seen Segment. */
export function NpsWalkthrough({ id }: { id?: number }) {
  const data = useLastData<DeliveryView>(id === undefined ? undefined : `/api/deliveries/${id}`, 0)
  return (
    <section class="card" aria-labelledby="nps-title">
      <div class="card-head">
        <h2 id="nps-title">Follow one NPS score</h2>
        <p class="soft">From Appcues’ webhook to Heap’s event, step by step.</p>
      </div>
      {id === undefined ? (
        <p class="soft pad">
          None has arrived yet. <a href={linkTo('send', { example: 'nps-score' })}>Send one.</a>
        </p>
      ) : (
        data && <Steps delivery={data} />
      )}
    </section>
  )
}

function Steps({ delivery }: { delivery: DeliveryView }) {
  const { sent, tries } = delivery
  const { properties = {}, event = '' } = (sent ?? {}) as { properties?: Record<string, unknown>; event?: string }
  const exchange = tries[tries.length - 1]?.exchanges[0]
  return (
    <>
      <ol class="walkthrough">
        <li>
          <b>Appcues</b> reported a score from <b>{delivery.person}</b> ({SOURCES[delivery.from] ?? delivery.from}).
        </li>
        <li>
          The <b>source</b> turned it into the Segment event “{delivery.event}”.
        </li>
        <li>
          The <b>preset</b> “{delivery.preset}” took it and mapped{' '}
          {Object.keys(properties).join(', ') || 'its properties'}.
        </li>
        <li>
          <b>Heap</b> received “{event}”
          {properties['NPS Score'] !== undefined && ` with the score ${JSON.stringify(properties['NPS Score'])}`}
          {exchange?.status !== undefined && ` and responded with ${exchange.status}`}.
        </li>
      </ol>
      <p class="pad">
        <a class="button" href={linkTo('deliveries', { id: String(delivery.id) })}>
          See every step of it
        </a>
      </p>
    </>
  )
}

/** Whether the window is too narrow for things side by side. */
export function useNarrow(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 900px)'))
  const [isNarrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const change = (): void => setNarrow(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [query])
  return isNarrow
}
