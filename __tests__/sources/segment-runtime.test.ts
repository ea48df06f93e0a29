import { onRequest as onAppcues } from '../../src/sources/appcues-webhook/on-request'
import { onRequest as onHeapEvent } from '../../src/sources/heap-event-webhook/on-request'
import { onRequest as onHeapSync } from '../../src/sources/heap-segment-sync/on-request'
import { createOnRequest } from '../../src/sources/shared/segment-runtime'
import { SourceError } from '../../src/sources/shared/errors'
import type { SourceRequest } from '../../src/sources/shared/types'
import { NOW } from './support/run'
import {
  functionRequest,
  InvalidEventPayload,
  RetryError,
  segmentGlobals,
  ValidationError
} from './support/segment-globals'

const nothing = (): void => undefined

/** Puts Segment's globals in place for one test. */
function inSegment(): { emitted: unknown[]; log: string[] } {
  const { globals, emitted, log } = segmentGlobals()
  const { Segment } = globals
  Object.assign(globalThis, { Segment, InvalidEventPayload, RetryError, ValidationError })
  jest.spyOn(console, 'log').mockImplementation((message: string) => log.push(message))
  return { emitted, log }
}
afterEach(() => {
  for (const name of ['Segment', 'InvalidEventPayload', 'RetryError', 'ValidationError'])
    Reflect.deleteProperty(globalThis, name)
  jest.restoreAllMocks()
})

describe('a source in Segment', () => {
  it('gets the body as text, the header names in lower case and the address as text', async () => {
    inSegment()
    const seen: unknown[] = []
    const request = functionRequest('body', { 'X-Apc-Timestamp': '1' }, 'https://a.example/?token=t')
    const receive = (...given: [SourceRequest, object, number]): [] => {
      seen.push(given.slice(0, 3))
      return []
    }
    await createOnRequest(receive)(request, { deliver: 'everything' }, NOW, nothing)
    expect(seen).toStrictEqual([
      [
        { headers: { 'x-apc-timestamp': '1' }, body: 'body', url: 'https://a.example/?token=t' },
        { deliver: 'everything' },
        NOW
      ]
    ])
  })

  it('needs no address', async () => {
    inSegment()
    const request = { ...functionRequest(''), url: undefined }
    await expect(createOnRequest(() => [])(request, {}, NOW, nothing)).resolves.toBeUndefined()
  })

  it('emits every call by its type, in order', async () => {
    const { emitted } = inSegment()
    const calls = [
      { type: 'track' as const, messageId: '1', event: 'A' },
      { type: 'identify' as const, messageId: '2', userId: 'u' }
    ]
    await createOnRequest(() => calls)(functionRequest(''), {}, NOW, nothing)
    expect(emitted).toStrictEqual(calls)
  })

  it.each([
    ['INVALID_PAYLOAD', InvalidEventPayload],
    ['INVALID_SIGNATURE', ValidationError],
    ['MISCONFIGURED', RetryError]
  ] as const)('answers the rejection %s with Segment’s own error', async (code, error) => {
    inSegment()
    const reject = (): never => {
      throw new SourceError(code, 'in words')
    }
    const run = createOnRequest(reject)(functionRequest(''), {}, NOW, nothing)
    await expect(run).rejects.toMatchObject({ message: 'in words' })
    await expect(run).rejects.toBeInstanceOf(error)
  })

  it('lets a fault of its own pass as it is', async () => {
    inSegment()
    const fault = new RangeError('a fault')
    const fail = (): never => {
      throw fault
    }
    await expect(createOnRequest(fail)(functionRequest(''), {}, NOW, nothing)).rejects.toBe(fault)
  })

  it.each([
    ['appcues-webhook', onAppcues, '{"id":"1","name":"appcues:flow_started","user_id":"u"}'],
    [
      'heap-segment-sync',
      onHeapSync,
      '{"action_type":"segment.users.sync","data":{"segment":{"id":1},"add":[{"id":"u"}]}}'
    ],
    ['heap-event-webhook', onHeapEvent, '{"event":"A","identity":"u"}']
  ])('is what onRequest of %s runs', async (_name, onRequest, body) => {
    const { emitted, log } = inSegment()
    await onRequest(functionRequest(body), {})
    expect(emitted).toHaveLength(1)
    expect(log).toStrictEqual([expect.stringMatching(/empty, so this webhook was not verified\.$/)])
  })
})
