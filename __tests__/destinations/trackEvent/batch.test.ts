import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent')

const many = (count: number, changes: (index: number) => object = () => ({})) =>
  Array.from({ length: count }, (_, index) => appcuesEvent({ messageId: `m${index}`, ...changes(index) }))

const key = (index: number) => `m${index}:Flow Started`
const keys = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => key(from + index))

describe('a batch of events', () => {
  it('of 1000 people with an identity is one request, in order', async () => {
    const requests = recordHeap()
    const responses = await track.batch(many(1000))
    expect(requests.map(({ path }) => path)).toStrictEqual(['/api/track'])
    expect(recordsOf(requests[0]).map(({ idempotency_key }) => idempotency_key)).toStrictEqual(keys(0, 1000))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1000)
  })

  it('of 600 with an identity and 400 anonymous is two requests, each event answered in its place', async () => {
    const requests = recordHeap()
    const responses = await track.batch(many(1000, (index) => (index % 5 < 3 ? {} : { userId: null })))
    const byPath = Object.fromEntries(requests.map((request) => [request.path, recordsOf(request)]))
    expect(requests).toHaveLength(2)
    expect(byPath['/api/track'].map(({ identity }) => identity)).toStrictEqual(Array(600).fill('alice@example.com'))
    expect(byPath['/api/integrations/track'].map(({ user_identifier }) => user_identifier)).toStrictEqual(
      Array(400).fill({ anonymous_id: 'visitor-1' })
    )
    expect(responses.map(({ sent }) => (sent as { idempotency_key: string }).idempotency_key)).toStrictEqual(
      keys(0, 1000)
    )
  })

  it('of more than 1000, which a host of its own may make, is cut at Heap’s limit', async () => {
    const requests = recordHeap()
    const responses = await track.batch(many(2001))
    expect(requests.map((request) => recordsOf(request).length)).toStrictEqual([1000, 1000, 1])
    expect(requests.flatMap(recordsOf).map(({ idempotency_key }) => idempotency_key)).toStrictEqual(keys(0, 2001))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(2001)
  })

  it('makes no request when nothing of it is left', async () => {
    const requests = recordHeap()
    const responses = await track.batch(many(3, () => ({ userId: 'null' })))
    expect(requests).toStrictEqual([])
    expect(responses.map(({ status }) => status)).toStrictEqual([400, 400, 400])
  })

  it('delivers 999 when we reject one of 1000', async () => {
    const requests = recordHeap()
    const responses = await track.batch(many(1000, (index) => (index === 617 ? { userId: 'null' } : {})))
    expect(requests.map((request) => recordsOf(request).length)).toStrictEqual([999])
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(999)
    expect(responses[617]).toStrictEqual({
      status: 400,
      errortype: 'PAYLOAD_VALIDATION_FAILED',
      errormessage:
        'Identity: "null" is a placeholder, not a user ID. Heap would permanently merge everyone who sends it. Map Identity to a real ID.',
      errorreporter: 'INTEGRATIONS'
    })
  })

  it('delivers 999 once when Heap rejects one of 1000 without a word', async () => {
    const delivered: unknown[] = []
    const requests = recordHeap((request) => {
      const received = recordsOf(request).map(({ idempotency_key }) => idempotency_key)
      if (received.includes(key(617))) return 400
      delivered.push(...received)
      return 200
    })
    const responses = await track.batch(many(1000))
    expect(delivered.sort()).toStrictEqual(
      keys(0, 1000)
        .filter((one) => one !== key(617))
        .sort()
    )
    expect(requests.length).toBeLessThanOrEqual(21)
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(999)
    expect(responses[617]).toStrictEqual({
      status: 400,
      errortype: 'BAD_REQUEST',
      errormessage: 'Heap rejected this on its own and gave no reason. Compare "sent" with Heap’s limits.',
      errorreporter: 'DESTINATION',
      sent: {
        identity: 'alice@example.com',
        event: 'Flow Started',
        timestamp: '2026-03-10T22:22:00.000Z',
        idempotency_key: 'm617:Flow Started',
        properties: {
          'Flow ID': 'flow-1',
          Timestamp: '2026-03-10T22:22:00.000Z'
        }
      },
      body: {
        status: 400,
        reason: '',
        omitted: [
          'page_title: Appcues documents it for other events; map it as "Page Title" to send it with this one.',
          'page_url: Appcues documents it for other events; map it as "Page URL" to send it with this one.'
        ]
      }
    })
  })

  it('answers a delivered event with what was sent, what Heap said and what was left out', async () => {
    recordHeap()
    const [response] = await track.batch([appcuesEvent({ properties: { flowId: 'f', flowVersion: { major: 2 } } })])
    expect(response).toStrictEqual({
      status: 200,
      sent: {
        identity: 'alice@example.com',
        event: 'Flow Started',
        timestamp: '2026-03-10T22:22:00.000Z',
        idempotency_key: 'message-1:Flow Started',
        properties: { 'Flow ID': 'f', Timestamp: '2026-03-10T22:22:00.000Z' }
      },
      body: {
        status: 200,
        reason: '',
        omitted: [
          'Flow Version: its value is not text or a number.',
          'page_title: Appcues documents it for other events; map it as "Page Title" to send it with this one.',
          'page_url: Appcues documents it for other events; map it as "Page URL" to send it with this one.'
        ]
      }
    })
  })
})

describe('the settings of Heap', () => {
  it.each([
    ['US', 'https://heapanalytics.com'],
    ['EU', 'https://c.eu.heap-api.com'],
    [undefined, 'https://heapanalytics.com']
  ])('with the region %p send to %s, for every endpoint', async (heapRegion, host) => {
    const requests = recordHeap()
    await track.batch([appcuesEvent(), appcuesEvent({ userId: null })], { heapRegion, heapAppId: ' 4711 ' })
    await heapAction('updateUser').batch([appcuesEvent()], { heapRegion, heapAppId: '4711' })
    expect(requests.map((request) => [request.host, request.path, request.body.app_id])).toStrictEqual([
      [host, '/api/track', '4711'],
      [host, '/api/integrations/track', '4711'],
      [host, '/api/add_user_properties', '4711']
    ])
  })

  it.each([undefined, '', ' ', 'eleven', '11x', '-1'])(
    'with the app id %p reject everything with a message',
    async (heapAppId) => {
      const requests = recordHeap()
      const rejection = {
        name: 'InvalidAuthenticationError',
        code: 'INVALID_AUTHENTICATION',
        status: 401,
        message: 'Heap App ID: enter the number of your Heap environment in the destination’s settings.'
      }
      for (const action of [track, heapAction('updateUser')]) {
        await expect(action.one(appcuesEvent(), { heapAppId })).rejects.toMatchObject(rejection)
        await expect(action.batch([appcuesEvent()], { heapAppId })).rejects.toMatchObject(rejection)
      }
      expect(requests).toStrictEqual([])
    }
  )

  it('never send a credential to Heap, nor show one in a response', async () => {
    const secrets = {
      heapApiKey: 'secret-heap-key',
      appcuesAccountId: '9876543',
      appcuesApiKey: 'secret-appcues-key',
      appcuesApiSecret: 'secret-appcues-secret',
      appcuesLegacyApiKey: 'secret-legacy-key'
    }
    const encoded = [
      `${secrets.appcuesApiKey}:${secrets.appcuesApiSecret}`,
      `${secrets.appcuesLegacyApiKey}:`,
      `11:${secrets.heapApiKey}`
    ].map((text) => Buffer.from(text).toString('base64'))
    const requests = recordHeap((_request, index) => [200, 400, 401, 500, 200][index % 5])
    const responses = []
    for (const action of [track, heapAction('updateUser')]) {
      for (let round = 0; round < 5; round++) {
        responses.push(await action.batch([appcuesEvent(), appcuesEvent({ userId: null })], secrets))
      }
    }
    const everything = JSON.stringify([requests, responses])
    expect(requests.length).toBeGreaterThan(10)
    expect([...Object.values(secrets), ...encoded].filter((secret) => everything.includes(secret))).toStrictEqual([])
    expect(requests.filter(({ headers }) => 'authorization' in headers)).toStrictEqual([])
  })
})
