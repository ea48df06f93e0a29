import { startAppcuesSandbox } from '../../host/sandbox/appcues'
import { startHeapSandbox } from '../../host/sandbox/heap'
import type { RunningServer } from '../../host/sandbox/server'
import { respondToParent } from './messages'

/** What came in at a vendor. */
export interface Traffic {
  requests: number
  bytes: number
}

export interface VendorCommands {
  start: (latency: number) => Promise<{ heap: string; appcues: string }>
  reset: () => Promise<void>
  traffic: () => Promise<Traffic>
}

const trafficOf = (servers: readonly RunningServer[]): Traffic => ({
  requests: servers.reduce((sum, { requests }) => sum + requests.total, 0),
  bytes: servers.reduce((sum, { requests }) => sum + requests.bytes, 0)
})

/** Both sandboxes in a process of their own, so that the vendors' work does not count as ours. They count and keep no events. */
function vendors(): VendorCommands {
  const servers: Array<RunningServer & { reset: () => void }> = []
  return {
    start: async (latency) => {
      const heap = await startHeapSandbox({ keepEvents: 0, keepRequests: 0, latency })
      const appcues = await startAppcuesSandbox({ keepEvents: 0, keepRequests: 0, latency, rate: 0 })
      servers.push(heap, appcues)
      return { heap: heap.url, appcues: appcues.url }
    },
    reset: async () => servers.forEach((server) => server.reset()),
    traffic: async () => trafficOf(servers)
  }
}

respondToParent(vendors())
