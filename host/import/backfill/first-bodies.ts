import type { Exchange } from '../../delivery/sender'

/** So many members of a body's list are shown. */
const SHOWN = 2

/** Keeps the first request to each address, for `--dry-run` to show what would leave. */
export class FirstBodies {
  private readonly bodies = new Map<string, unknown>()

  see({ method, url, json }: Exchange): void {
    const key = `${method} ${url}`
    if (!this.bodies.has(key)) this.bodies.set(key, json)
  }

  toString(): string {
    return [...this.bodies]
      .map(([request, json]) => `${request}\n${JSON.stringify(shortened(json), undefined, 2)}`)
      .join('\n\n')
  }
}

/** The body with its lists cut, and a word where something was cut. */
function shortened(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]: [string, unknown]) => {
      if (!Array.isArray(value) || value.length <= SHOWN) return [key, value]
      return [key, [...(value.slice(0, SHOWN) as unknown[]), `… and ${value.length - SHOWN} more`]]
    })
  )
}
