import type { Exchange } from '../delivery/sender'
import type { LoggedRequest } from '../sandbox/request-log'

/** How many members of a JSON list, and lines of a CSV, are shown. */
const MOST_MEMBERS = 2
const MOST_LINES = 4

/** Keeps the first request of each kind, for `--dry-run` to show what would leave. */
export class Sample {
  private readonly requests = new Map<string, string>()

  seeExchange({ method, url, json, body }: Exchange): void {
    this.see(method, url, json === undefined ? firstLines(body ?? '') : JSON.stringify(shortened(json), undefined, 2))
  }

  /** What a sandbox received besides the deliveries, such as the creation of a segment. */
  seeLog(entries: readonly LoggedRequest[]): void {
    for (const { method, host, path, body } of entries) this.see(method, `https://${host}${path}`, firstLines(body))
  }

  toString(): string {
    return [...this.requests.values()].join('\n\n')
  }

  private see(method: string, url: string, body: string): void {
    const kind = `${method} ${url.replace(/[0-9a-f-]{36}/g, '…')}`
    if (!this.requests.has(kind)) this.requests.set(kind, `${method} ${url}${body === '' ? '' : `\n${body}`}`)
  }
}

const MOST_TEXT = 600

function firstLines(body: string): string {
  const lines = body.slice(0, MOST_TEXT).trimEnd().split('\r\n')
  const isWhole = body.length <= MOST_TEXT && lines.length <= MOST_LINES
  return [...lines.slice(0, MOST_LINES), ...(isWhole ? [] : ['…'])].join('\n')
}

/** The body with its lists cut, and a word where something was cut. */
function shortened(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]: [string, unknown]) => {
      if (!Array.isArray(value) || value.length <= MOST_MEMBERS) return [key, value]
      return [key, [...(value.slice(0, MOST_MEMBERS) as unknown[]), `… and ${value.length - MOST_MEMBERS} more`]]
    })
  )
}
