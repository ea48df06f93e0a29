import type { LoggedRequest } from '../../sandbox/request-log'

const MOST_LINES = 4
const MOST_TEXT = 600

/** Keeps the first request of each kind that reached a sandbox, for `--dry-run` to show what would leave. */
export class FirstRequests {
  private readonly kinds = new Map<string, string>()

  see(entries: readonly LoggedRequest[]): void {
    for (const { method, host, path, body, bytes } of entries) {
      const kind = `${method} ${path.replace(/[0-9a-f-]{36}/g, '…')}`
      if (this.kinds.has(kind)) continue
      const isWhole = body.length <= MOST_TEXT && Buffer.byteLength(body) === bytes
      this.kinds.set(kind, `${method} https://${host}${path}${body === '' ? '' : `\n${shortened(body, isWhole)}`}`)
    }
  }

  toString(): string {
    return [...this.kinds.values()].join('\n\n')
  }
}

/** The first lines of a CSV, the beginning of JSON. */
function shortened(body: string, isWhole: boolean): string {
  const lines = body.slice(0, MOST_TEXT).trimEnd().split('\r\n')
  if (isWhole && lines.length <= MOST_LINES) return lines.join('\n')
  return [...lines.slice(0, MOST_LINES), '…'].join('\n')
}
