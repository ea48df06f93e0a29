import nock from 'nock'

/** One request as the vendor received it. */
export interface ReceivedCall {
  body: unknown
  headers: Record<string, string>
  path: string
}

type Reply = { status?: number; body?: unknown; headers?: Record<string, string>; error?: string }

/**
 * Expects one request, answers it, and gives what was received once it came. A request that never comes fails the test
 * through `withoutNetwork`.
 */
export function expectCall(method: string, url: string, reply: Reply = {}): Partial<ReceivedCall> {
  const { origin, pathname } = new URL(url)
  const received: Partial<ReceivedCall> = {}
  const interceptor = nock(origin).intercept(pathname, method, (body: unknown) => {
    received.body = body
    return true
  })
  if (reply.error) {
    interceptor.replyWithError({ code: reply.error, message: `broken connection to ${url}` })
    return received
  }
  interceptor.reply(function (path) {
    received.path = path
    received.headers = Object.fromEntries(
      Object.entries(this.req.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : String(value)])
    )
    return [
      reply.status ?? 200,
      (reply.body ?? {}) as nock.Body,
      { 'content-type': 'application/json', ...reply.headers }
    ]
  })
  return received
}

/** Switches the network off for a test file, and fails every test that left an expected request unmade. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => {
    const unmade = nock.pendingMocks()
    nock.cleanAll()
    expect(unmade).toEqual([])
  })
  afterAll(() => nock.enableNetConnect())
}
