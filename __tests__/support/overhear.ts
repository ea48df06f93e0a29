import nock from 'nock'

/** One request as it left, every part of it as text. */
export interface Overheard {
  vendor: 'Heap' | 'Appcues'
  method: string
  host: string
  path: string
  headers: Record<string, string>
  body: string
}

export type VendorReply = (request: Overheard) => { status: number; body: unknown }

const HOSTS = {
  'https://heapanalytics.com': 'Heap',
  'https://c.eu.heap-api.com': 'Heap',
  'https://api.appcues.com': 'Appcues',
  'https://api.eu.appcues.com': 'Appcues'
} as const

const METHODS = ['GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'HEAD']

/** Answers every request to either vendor, in both regions, and gives all of them as they were; nothing else can be reached. */
export function overhear(reply: VendorReply): Overheard[] {
  const overheard: Overheard[] = []
  for (const [origin, vendor] of Object.entries(HOSTS)) {
    const scope = nock(origin).persist()
    for (const method of METHODS) {
      scope.intercept(/.*/, method).reply(function (path, body) {
        const headers = Object.fromEntries(
          Object.entries(this.req.headers).map(([name, value]) => [name.toLowerCase(), String(value)])
        )
        const text = typeof body === 'string' ? body : JSON.stringify(body)
        const request = { vendor, method, host: new URL(origin).host, path, headers, body: text }
        overheard.push(request)
        const { status, body: response } = reply(request)
        return [status, response as nock.Body, { 'content-type': 'application/json' }]
      })
    }
  }
  return overheard
}

/** Switches the network off but for what `overhear` answers, and forgets that after each test. */
export function withOverhearing(): void {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.enableNetConnect())
}
