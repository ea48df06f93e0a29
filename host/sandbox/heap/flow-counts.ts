import type { HeapProperties } from './rules'

export interface FlowCount {
  id: string
  /** The name last heard. */
  name: string
  started: number
  completed: number
  skipped: number
}

type Step = 'started' | 'completed' | 'skipped'

/** Both sets of names in Heap: as Appcues documents them and as its native integration sends them. */
const steps = new Map<string, Step>(
  (['started', 'completed', 'skipped'] as const).flatMap((step) => {
    const name = `Flow ${step[0].toUpperCase()}${step.slice(1)}`
    return [name, `${name} (Appcues)`].map((spelling): [string, Step] => [spelling, step])
  })
)

/** How many times each flow was started, completed and skipped. */
export class FlowCounts {
  private readonly flows = new Map<string, FlowCount>()

  count(event: string, properties: HeapProperties): void {
    const step = steps.get(event)
    const id = properties['Flow ID'] ?? properties.flowId
    if (step === undefined || id === undefined) return
    const flow = this.flows.get(String(id)) ?? { id: String(id), name: '', started: 0, completed: 0, skipped: 0 }
    flow[step] += 1
    flow.name = String(properties['Flow Name'] ?? properties.flowName ?? flow.name)
    this.flows.set(flow.id, flow)
  }

  all(): FlowCount[] {
    return [...this.flows.values()].sort((one, other) => other.started - one.started)
  }
}
