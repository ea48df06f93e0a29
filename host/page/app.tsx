import { AppcuesView } from './vendors/appcues-view'
import { AudiencesView } from './audiences/audiences-view'
import { DeliveriesView } from './deliveries/deliveries-view'
import { FlowView } from './flow/flow-view'
import { Header } from './header'
import { HeapView } from './vendors/heap-view'
import { useLive } from './lib/use-live'
import type { LiveState } from './lib/use-live'
import { useRoute } from './lib/use-route'
import type { Params, View } from './lib/use-route'
import { MappingsView } from './mappings/mappings-view'
import { SendView } from './send/send-view'

export interface ViewProps {
  live: LiveState
  params: Params
}

const VIEWS: Record<View, (props: ViewProps) => preact.JSX.Element> = {
  flow: FlowView,
  deliveries: DeliveriesView,
  mappings: MappingsView,
  audiences: AudiencesView,
  heap: HeapView,
  appcues: AppcuesView,
  send: SendView
}

export function App() {
  const live = useLive()
  const { view, params } = useRoute()
  const Current = VIEWS[view]
  return (
    <>
      <Header live={live} view={view} />
      <main>
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${view}`}>
          <Current live={live} params={params} />
        </div>
      </main>
    </>
  )
}
