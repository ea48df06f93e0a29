import type { Counts, LogEntry } from '../../src/runtime/handler'

/** One line of JSON for everything but accepted requests, which are counted. */
export class JsonLog {
  private counts: Counts = { delivered: 0, skipped: 0, rejected: 0, failed: 0 }
  private requests = new Map<string, number>()

  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => Date
  ) {}

  readonly entry = (entry: LogEntry): void => {
    const { kind, route, status, counts } = entry
    if (kind === 'request_rejected' || kind === 'request') this.count(`${route} ${status}`)
    if (kind !== 'request') return this.line(entry)
    for (const key of Object.keys(this.counts) as (keyof Counts)[]) this.counts[key] += counts?.[key] ?? 0
  }

  /** One line for all requests since the last summary; none when there were none. */
  summary(): void {
    if (this.requests.size === 0) return
    this.line({ level: 'info', kind: 'summary', requests: Object.fromEntries(this.requests), counts: this.counts })
    this.requests = new Map()
    this.counts = { delivered: 0, skipped: 0, rejected: 0, failed: 0 }
  }

  line(fields: object): void {
    this.write(JSON.stringify({ time: this.now().toISOString(), ...fields }))
  }

  private count(request: string): void {
    this.requests.set(request, (this.requests.get(request) ?? 0) + 1)
  }
}
