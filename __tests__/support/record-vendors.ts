import nock from 'nock'

/*
 * Three fakes stand at the network's edge. `expectCall` answers one request and fails the test that does not make it; this
 * file answers whatever is asked, any number of times, and lists it; `runtime/support/vendors` does the same as a `fetch`, for
 * the runtime, which brings its own. Where the vendors have to remember what they were told, take `withSandboxes`.
 */

/** One request as it left, every part of it as text. */
export interface VendorRequest {
  vendor: 'Heap' | 'Appcues'
  method: string
  host: string
  path: string
  headers: Record<string, string>
  body: string
}

/** A status and a body, or a network error's code. */
type VendorAnswer = { status: number; body: unknown } | { error: string }

export type VendorReply = (request: VendorRequest, index: number) => VendorAnswer

const ORIGINS = {
  'https://heapanalytics.com': 'Heap',
  'https://c.eu.heap-api.com': 'Heap',
  'https://api.appcues.com': 'Appcues',
  'https://api.eu.appcues.com': 'Appcues'
} as const

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD']

/**
 * Answers every request to either vendor, in both regions, and lists them in the order of their arrival, until another
 * recorder takes over or the test ends (`withoutNetwork`).
 *
 * @param only the vendor that may be asked; without, both may
 */
export function recordVendors(reply: VendorReply, only?: VendorRequest['vendor']): VendorRequest[] {
  nock.cleanAll()
  const requests: VendorRequest[] = []
  for (const [origin, vendor] of Object.entries(ORIGINS)) {
    if (only !== undefined && vendor !== only) continue
    for (const method of METHODS) {
      nock(origin)
        .persist()
        .intercept(/.*/, method)
        .optionally()
        .reply(function (path, body, respond) {
          const headers = Object.fromEntries(
            Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)])
          )
          const text = typeof body === 'string' ? body : JSON.stringify(body)
          const request = { vendor, method, host: new URL(origin).host, path, headers, body: text }
          requests.push(request)
          const answer = reply(request, requests.length - 1)
          if ('error' in answer)
            respond(Object.assign(new Error(`broken connection to ${origin}`), { code: answer.error }), [0])
          else respond(null, [answer.status, answer.body as nock.Body, { 'content-type': 'application/json' }])
        })
    }
  }
  return requests
}

/** One request as Heap received it. */
export interface HeapRequest {
  host: string
  path: string
  headers: Record<string, string>
  body: { app_id: string; events?: HeapRecord[]; users?: HeapRecord[] } & Record<string, unknown>
}

export type HeapRecord = Record<string, unknown>

/** A status with `{}`, as Heap answers, or a network error's code. */
type HeapReply = number | { error: string }

/** `recordVendors` where all that is asked is of Heap: its bodies as what they hold. */
export function recordHeap(reply: (request: HeapRequest, index: number) => HeapReply = () => 200): HeapRequest[] {
  const requests: HeapRequest[] = []
  recordVendors(({ host, path, headers, body }) => {
    const request = { host: `https://${host}`, path, headers, body: JSON.parse(body) as HeapRequest['body'] }
    requests.push(request)
    const answer = reply(request, requests.length - 1)
    return typeof answer === 'number' ? { status: answer, body: {} } : answer
  }, 'Heap')
  return requests
}

/** What `POST /api/track` and the others carry, in order. */
export const recordsOf = ({ body }: HeapRequest): HeapRecord[] => body.events ?? body.users ?? []
