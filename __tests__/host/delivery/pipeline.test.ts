import { InvalidAuthenticationError } from '@segment/actions-core'
import type { EventResponse } from '../../../host/delivery/outcome'
import type { RetryPolicy } from '../../../host/delivery/deliver'
import { Pipeline } from '../../../host/delivery/pipeline'
import { probeDestination, probeSubscription } from '../../support/probe-destination'

const OK: EventResponse = { status: 200 }
const POLICY: RetryPolicy = { retries: 3, firstWait: 1, longestWait: 2 }
const trouble = (status: number, errormessage = `Answered ${status}.`): EventResponse => ({ status, errormessage })

interface Given {
  verdict?: (id: string, attempt: number) => EventResponse | Error
  /** Names of the events, one after the other. */
  events: string[]
  perMinute?: number
  inFlight?: number
  policy?: RetryPolicy
}

/** Runs events through a pipeline with the subscriptions A and B, and a second one for B. */
async function run({ verdict = () => OK, events, ...options }: Given) {
  const { definition, batches } = probeDestination(verdict)
  const subscriptions = [
    probeSubscription('A'),
    probeSubscription('B'),
    { ...probeSubscription('B'), name: 'Probe B again' }
  ]
  const settled: string[] = []
  const retries: number[] = []
  const pipeline = new Pipeline({
    definition,
    settings: {},
    subscriptions,
    policy: POLICY,
    ...options,
    settled: ({ number }, outcomes) =>
      settled.push(
        `${number}: ${outcomes.map(({ outcome }) => `${outcome.kind} ${outcome.reason}`.trim()).join(' + ')}`
      ),
    retrying: (items) => retries.push(items)
  })
  await pipeline.push(
    events.map((event, n) => ({ number: n + 1, event: { type: 'track', event, messageId: `m${n + 1}` } }))
  )
  await pipeline.finish()
  return { batches, settled: settled.sort(), retries, stopped: pipeline.stopped }
}

describe('Pipeline', () => {
  it('makes a batch for each subscription, one call each, and settles an event when all have answered', async () => {
    expect(await run({ events: ['A', 'B', 'A', 'C'] })).toEqual({
      batches: [['m1', 'm3'], ['m2'], ['m2']],
      settled: ['1: delivered', '2: delivered + delivered', '3: delivered', '4: '],
      retries: [],
      stopped: undefined
    })
  })

  it('cuts batches at a thousand', async () => {
    const { batches, settled } = await run({ events: Array<string>(2300).fill('A') })
    expect(batches.map(({ length }) => length)).toEqual([1000, 1000, 300])
    expect(settled).toHaveLength(2300)
  })

  it.each([408, 423, 429, 500, 503])('retries only what got %d', async (status) => {
    const verdict = (id: string, attempt: number): EventResponse => (id === 'm2' && attempt < 3 ? trouble(status) : OK)
    expect(await run({ verdict, events: ['A', 'A', 'A'] })).toMatchObject({
      batches: [['m1', 'm2', 'm3'], ['m2'], ['m2']],
      settled: ['1: delivered', '2: delivered', '3: delivered'],
      retries: [1, 1],
      stopped: undefined
    })
  })

  it.each([400, 404, 422, 501])('does not try again what was rejected with %d', async (status) => {
    const verdict = (id: string): EventResponse => (id === 'm2' ? trouble(status, 'Map it.') : OK)
    expect(await run({ verdict, events: ['A', 'A'] })).toMatchObject({
      batches: [['m1', 'm2']],
      settled: ['1: delivered', '2: rejected Map it.'],
      retries: []
    })
  })

  it('tells apart what was skipped on purpose', async () => {
    const verdict = (): EventResponse => ({ status: 200, body: { skipped: 'It is off.' } })
    expect(await run({ verdict, events: ['A'] })).toMatchObject({ settled: ['1: skipped It is off.'] })
  })

  it('goes on trying as long as something gets through', async () => {
    const verdict = (id: string, attempt: number): EventResponse =>
      attempt >= 2 * Number(id.slice(1)) ? OK : trouble(503)
    const { settled, stopped } = await run({ verdict, events: ['A', 'A', 'A', 'A'] })
    expect(settled).toEqual(['1: delivered', '2: delivered', '3: delivered', '4: delivered'])
    expect(stopped).toBeUndefined()
  })

  it('gives up on what never gets through, and goes on where others do', async () => {
    const verdict = (id: string): EventResponse => (id === 'm1' ? trouble(503, 'Busy.') : OK)
    expect(await run({ verdict, events: ['A', 'A', 'A'] })).toMatchObject({
      batches: [['m1', 'm2', 'm3'], ['m1'], ['m1'], ['m1'], ['m1']],
      settled: ['1: failed Busy.', '2: delivered', '3: delivered'],
      stopped: undefined
    })
  })

  it('stops when nothing is taken any more, and leaves the rest alone', async () => {
    const events = [...Array<string>(1000).fill('A'), 'A', 'A']
    const { batches, settled, stopped } = await run({ verdict: () => trouble(503, 'Busy.'), events, inFlight: 1 })
    expect(batches).toHaveLength(4)
    expect(settled).toHaveLength(1000)
    expect(stopped).toBe('Nothing is accepted at the moment. Busy.')
  })

  it.each([401, 403])('stops at once when credentials are rejected with %d, and settles nothing', async (status) => {
    expect(await run({ verdict: () => trouble(status, 'Wrong key.'), events: ['A', 'A'] })).toMatchObject({
      batches: [['m1', 'm2']],
      settled: [],
      stopped: 'The credentials were rejected: Wrong key.'
    })
  })

  it('stops at once when the action throws that credentials are wrong', async () => {
    const verdict = (): Error => new InvalidAuthenticationError('Heap App ID: fill in the number.')
    expect(await run({ verdict, events: ['A'] })).toMatchObject({
      settled: [],
      stopped: 'The credentials were rejected: Heap App ID: fill in the number.'
    })
  })

  it('sends a batch one by one when the action throws over one of its events', async () => {
    const verdict = (id: string): EventResponse | Error =>
      id === 'm2' ? new RangeError('Maximum call stack size exceeded') : OK
    expect(await run({ verdict, events: ['A', 'A', 'A'] })).toMatchObject({
      batches: [['m1', 'm2', 'm3'], ['m1'], ['m2'], ['m3']],
      settled: ['1: delivered', '2: rejected Maximum call stack size exceeded', '3: delivered'],
      retries: []
    })
  })

  it('tries the whole batch again when the action throws a broken connection', async () => {
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    const verdict = (_id: string, attempt: number): EventResponse | Error => (attempt === 1 ? reset : OK)
    const { batches, settled } = await run({ verdict, events: ['A', 'A'] })
    expect(batches[batches.length - 1]).toEqual(['m1', 'm2'])
    expect(settled).toEqual(['1: delivered', '2: delivered'])
  })

  it('makes no batch larger than a minute of the rate, and waits for the rest', async () => {
    const { batches } = await run({ events: Array<string>(242).fill('A'), perMinute: 240 })
    expect(batches.map(({ length }) => length)).toEqual([240, 2])
  })

  it('drops what waits for its turn when it is stopped', async () => {
    const { definition, batches } = probeDestination(() => OK)
    const settled: number[] = []
    const pipeline = new Pipeline({
      definition,
      settings: {},
      subscriptions: [probeSubscription('A')],
      perMinute: 60,
      settled: ({ number }) => {
        // Once the first batch is through; the next has its turn a minute later.
        if (settled.push(number) === 60) pipeline.stop('It was interrupted.')
      }
    })
    const items = Array.from({ length: 180 }, (_none, n) => ({
      number: n + 1,
      event: { type: 'track' as const, event: 'A', messageId: `m${n + 1}` }
    }))
    await pipeline.push(items)
    await pipeline.finish()
    expect(batches.map(({ length }) => length)).toEqual([60])
    expect(settled).toHaveLength(60)
  })

  it('finishes what is under way when it is stopped, and begins nothing more', async () => {
    const { definition, batches } = probeDestination(() => trouble(503))
    const settled: number[] = []
    const pipeline = new Pipeline({
      definition,
      settings: {},
      subscriptions: [probeSubscription('A')],
      policy: { retries: 9, firstWait: 60_000, longestWait: 60_000 },
      settled: ({ number }) => settled.push(number),
      retrying: () => pipeline.stop('It was interrupted.')
    })
    await pipeline.push([{ number: 1, event: { type: 'track', event: 'A', messageId: 'm1' } }])
    await pipeline.finish()
    expect(batches).toEqual([['m1']])
    expect(settled).toEqual([])
    expect(pipeline.stopped).toBe('It was interrupted.')
  })

  const unreachable = (): Error =>
    Object.assign(new Error('Heap did not respond (ECONNREFUSED).'), { code: 'ECONNREFUSED' })
  const patient = { retries: 9, firstWait: 1, longestWait: 10 }
  const SILENT =
    'No response for 0 seconds. Heap did not respond (ECONNREFUSED). Check that it runs and can be reached.'

  it('stops after a silence, and leaves its events to --resume', async () => {
    const policy = { ...patient, retries: 1000, longestSilence: 30 }
    const { settled, stopped } = await run({ verdict: unreachable, events: ['A'], policy })
    expect({ settled, stopped }).toStrictEqual({ settled: [], stopped: SILENT })
  })

  it.each([
    ['some events are decided', () => OK],
    [
      'the vendor answers that it is busy, and later takes them',
      (_id: string, attempt: number) => (attempt < 5 ? trouble(503) : OK)
    ]
  ])('knows no silence where %s', async (_what, verdict) => {
    const policy = { ...patient, longestSilence: 10_000 }
    expect(await run({ verdict, events: ['A', 'A'], policy })).toMatchObject({
      settled: ['1: delivered', '2: delivered'],
      stopped: undefined
    })
  })
})
