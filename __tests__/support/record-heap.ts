import nock from 'nock'

/** One request as Heap received it. */
export interface HeapRequest {
  host: string
  path: string
  headers: Record<string, unknown>
  body: { app_id: string; events?: HeapRecord[]; users?: HeapRecord[] } & Record<string, unknown>
}

export type HeapRecord = Record<string, unknown>

/** A status with `{}`, as Heap answers, or a network error's code. */
type HeapReply = number | { error: string }

const HOSTS = ['https://heapanalytics.com', 'https://c.eu.heap-api.com']

/**
 * Answers every request to Heap, in either region, and lists them in the order of their arrival, until another recorder
 * takes over or the test ends (`withoutNetwork`).
 */
export function recordHeap(reply: (request: HeapRequest, index: number) => HeapReply = () => 200): HeapRequest[] {
  nock.cleanAll()
  const requests: HeapRequest[] = []
  for (const host of HOSTS) {
    nock(host)
      .persist()
      .post(/.*/)
      .optionally()
      .reply(function (path, body, done) {
        const request = { host, path, headers: this.req.headers, body: body as HeapRequest['body'] }
        requests.push(request)
        const status = reply(request, requests.length - 1)
        if (typeof status === 'number') done(null, [status, {}])
        else done(Object.assign(new Error(`broken connection to ${host}`), { code: status.error }), [0])
      })
  }
  return requests
}

/** What `POST /api/track` and the others carry, in order. */
export const recordsOf = ({ body }: HeapRequest): HeapRecord[] => body.events ?? body.users ?? []
