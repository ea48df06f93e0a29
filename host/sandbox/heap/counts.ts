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

export interface NpsCount {
  answers: number
  promoters: number
  passives: number
  detractors: number
  /** Promoters less detractors, in percent of the answers, rounded; undefined without answers. */
  score?: number
}

const SCORE_EVENTS = new Set(['NPS Score Submitted', 'NPS Score (Appcues)'])

/** The score of an event that gives one. Text counts too: events of anonymous visitors reach Heap as text. */
export function npsScoreOf(event: string, properties: HeapProperties): number | undefined {
  if (!SCORE_EVENTS.has(event)) return undefined
  const given = properties['NPS Score'] ?? properties.score ?? ''
  const score = given === '' ? NaN : Number(given)
  return score >= 0 && score <= 10 ? score : undefined
}

/** Promoters give 9 or 10, passives 7 or 8, detractors less. */
export function npsCount(people: readonly { nps?: number }[]): NpsCount {
  const scores = people.flatMap(({ nps }) => (nps === undefined ? [] : [nps]))
  const answers = scores.length
  const promoters = scores.filter((score) => score >= 9).length
  const detractors = scores.filter((score) => score <= 6).length
  const counts = { answers, promoters, passives: answers - promoters - detractors, detractors }
  return answers === 0 ? counts : { ...counts, score: Math.round(((promoters - detractors) / answers) * 100) }
}
