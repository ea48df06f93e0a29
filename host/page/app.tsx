import { AudiencesView } from './audiences/audiences-view'
import { DeliveriesView } from './deliveries/deliveries-view'
import { FlowView } from './flow/flow-view'
import { Header } from './header'
import { LiveContext, useLiveState } from './lib/live'
import { useRoute } from './lib/use-route'
import type { View, ViewProps } from './lib/use-route'
import { MappingsView } from './mappings/mappings-view'
import { SendView } from './send/send-view'
import { SettingsView } from './settings'
import { AppcuesView } from './vendors/appcues-view'
import { HeapView } from './vendors/heap-view'

const VIEWS: Record<View, (props: ViewProps) => preact.JSX.Element> = {
  flow: FlowView,
  deliveries: DeliveriesView,
  mappings: MappingsView,
  audiences: AudiencesView,
  heap: HeapView,
  appcues: AppcuesView,
  send: SendView,
  settings: SettingsView
}

export function App() {
  const live = useLiveState()
  const { view, params } = useRoute()
  const Current = VIEWS[view]
  return (
    <LiveContext.Provider value={live}>
      <Header view={view} />
      <main>
        <div id="panel" role="tabpanel" aria-labelledby={`tab-${view}`}>
          <Current params={params} />
        </div>
      </main>
    </LiveContext.Provider>
  )
}
