import type { IncomingHttpHeaders } from 'node:http'
import type { Fault } from './faults'

/** One request as a sandbox saw it, without its secrets. */
export interface LoggedRequest {
  /** Counts from 1 and goes on where older entries were dropped. */
  number: number
  /** When it came, in epoch milliseconds. */
  at: number
  method: string
  host: string
  path: string
  headers: Record<string, string>
  /** The beginning of the body; `bytes` is its whole length. */
  body: string
  bytes: number
  /** The status of the response; undefined when the connection was broken instead. */
  status?: number
  fault?: Fault['kind']
}

/** So much of a body is kept: enough to read, and a thousand long batches still fit into memory. */
const BODY_KEPT = 8192

/** The newest requests, and counts of all of them. */
export class RequestLog {
  private newest: LoggedRequest[] = []
  total = 0
  bytes = 0
  /** How often each status was sent; `none` is a broken connection. */
  byStatus = new Map<number | 'none', number>()

  constructor(private readonly keep: number) {}

  get entries(): readonly LoggedRequest[] {
    return this.newest.slice(-this.keep)
  }

  add(
    request: Omit<LoggedRequest, 'number' | 'headers' | 'body' | 'bytes'>,
    headers: IncomingHttpHeaders,
    body: Buffer
  ) {
    this.total += 1
    this.bytes += body.length
    const status = request.status ?? 'none'
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1)
    if (this.keep === 0) return
    const text = body.toString('utf8', 0, BODY_KEPT)
    this.newest.push({
      number: this.total,
      ...request,
      headers: withoutSecrets(headers),
      body: text,
      bytes: body.length
    })
    // Cut in bulk: moving a full list by one at every request would cost more than the requests.
    if (this.newest.length >= this.keep * 2) this.newest = this.newest.slice(-this.keep)
  }

  clear(): void {
    this.newest = []
    this.total = 0
    this.bytes = 0
    this.byStatus = new Map()
  }
}

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

/** Headers with the kind of each secret and not the secret: `Basic [redacted]`. */
const withoutSecrets = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = Array.isArray(value) ? value.join(', ') : (value ?? '')
      return [name, SECRET_HEADERS.has(name) ? redacted(text) : text]
    })
  )

const redacted = (text: string): string =>
  /^(Basic|Bearer) /.test(text) ? `${text.split(' ')[0]} [redacted]` : '[redacted]'
