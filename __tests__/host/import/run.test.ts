import fc from '../../support/fast-check'
import type { Kind } from '../../../host/delivery/outcome'
import { CompletionTracker } from '../../../host/import/completion-tracker'
import { rowToCalls } from '../../../host/import/row-to-calls'
import { Tally, ReasonCounter } from '../../../host/import/tally'
import { runImport } from '../../../host/import/run-import'
import { probeDestination, probeSubscription } from '../../support/probe-destination'

const read = (row: Record<string, unknown>) => rowToCalls({ number: 1, row })
const ROW = {
  id: 'e1',
  name: 'appcues:flow_started',
  user_id: 'ada',
  timestamp: 1772366400000,
  attributes_flowId: 'f1'
}
const CALL = {
  type: 'track',
  messageId: 'e1',
  event: 'Flow Started (Appcues)',
  userId: 'ada',
  timestamp: '2026-03-01T12:00:00.000Z',
  properties: { flowId: 'f1' }
}

describe('rowToCalls', () => {
  it.each([
    ['flattened columns', ROW],
    ['attributes as an object', { ...ROW, attributes_flowId: undefined, attributes: { flowId: 'f1' } }],
    ['attributes as JSON in a text', { ...ROW, attributes_flowId: undefined, attributes: '{"flowId":"f1"}' }],
    ['seconds', { ...ROW, timestamp: '1772366400' }],
    ['an ISO time in another zone', { ...ROW, timestamp: '2026-03-01T13:00:00+01:00' }]
  ])('reads %s', (_title, row) => {
    expect(read(row)).toMatchObject({ events: [CALL], omitted: [] })
  })

  it('never passes the profile on', () => {
    const reading = read({
      ...ROW,
      identity: '{"email":"ada@example.com"}',
      attributes__identity: '{"email":"ada@example.com"}'
    })
    expect(JSON.stringify(reading)).not.toContain('example.com')
  })

  it('splits an answer to a newer survey', () => {
    const interactionData = { surveyResponses: [{ type: 'nps_score', value: '9' }] }
    const row = { ...ROW, name: 'appcues:v2:step_interaction', attributes: { interactionData } }
    expect(read(row)).toMatchObject({
      events: [{ messageId: 'e1' }, { messageId: 'e1:score', event: 'NPS Score (Appcues)', properties: { score: 9 } }]
    })
  })

  it.each([
    [
      'no time',
      { ...ROW, timestamp: '' },
      'The field "timestamp" is missing: Heap would place the event at the moment of the backfill.'
    ],
    [
      'a time that is none',
      { ...ROW, timestamp: 'soon' },
      'The field "timestamp" is not a valid time: "soon". Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.'
    ],
    ['no name', { ...ROW, name: '' }, 'The field "name" is missing. Send the name of the event.']
  ])('rejects a row with %s', (_title, row, problem) => {
    expect(read(row)).toStrictEqual({ problem })
  })

  it('makes nothing of the customer’s own events, and says so', () => {
    expect(read({ ...ROW, name: 'Order Placed' })).toStrictEqual({
      events: [],
      skipped: 'Skipped "Order Placed": it is not one of Appcues’ events.'
    })
  })
})

const event = (userId = 'ada') => ({ type: 'track' as const, event: 'A', userId })
const outcome = (kind: Kind, reason = '', rest: object = {}) => ({
  subscription: probeSubscription('A'),
  outcome: { kind, reason, response: { status: 200, ...rest } }
})

describe('runImport', () => {
  it('ends in order when its place cannot be remembered', async () => {
    const { definition } = probeDestination(() => ({ status: 200 }))
    async function* endless() {
      yield [{ number: 1 }]
      await new Promise(() => undefined)
    }
    let times = 0
    const checkpoint = (): void => {
      times += 1
      if (times === 1) throw new RangeError('The disk is full.')
    }
    const lists = [{ chunks: endless(), read: () => ({ events: [] }) }]
    const options = { definition, settings: {}, subscriptions: [], lists, checkpoint, checkpointEvery: 1 }
    expect(await runImport(options)).toMatchObject({ stopped: 'The disk is full.' })
  })
})

describe('Tally', () => {
  it('counts events under the name the vendor has, else under the mapping’s', () => {
    const tally = new Tally()
    tally.count(1, event(), [
      outcome('delivered', '', { sent: { event: 'Flow Started' } }),
      outcome('delivered', '', { sent: {} })
    ])
    tally.count(2, event('bob'), [
      outcome('delivered', '', { sent: { event: 'Flow Started' } }),
      outcome('rejected', 'No.')
    ])
    expect(tally.events).toEqual([
      { name: 'Flow Started', delivered: 2, rejected: 0, failed: 0 },
      { name: 'Probe A', delivered: 1, rejected: 1, failed: 0 }
    ])
    expect(tally.people).toBe(2)
  })

  it('counts a reason once for an event that several mappings reject for it', () => {
    const tally = new Tally()
    expect(
      tally.count(1, event(), [outcome('rejected', 'No.'), outcome('rejected', 'No.'), outcome('failed', 'Later.')])
    ).toEqual({ kind: 'failed', reasons: ['No.', 'Later.'] })
    expect(tally.rejected.all()).toEqual([{ reason: 'No.', count: 1, firstRows: [1] }])
    expect(tally.failed.all()).toEqual([{ reason: 'Later.', count: 1, firstRows: [1] }])
  })

  it('says that an event was skipped only when no mapping took it', () => {
    const tally = new Tally()
    tally.count(1, event(), [outcome('delivered'), outcome('skipped', 'Another has it.')])
    tally.count(2, event(), [outcome('skipped', 'It is off.')])
    tally.count(3, event(), [])
    expect(tally.skipped.all()).toEqual([
      { reason: 'It is off.', count: 1, firstRows: [2] },
      { reason: 'No mapping that is switched on takes it.', count: 1, firstRows: [3] }
    ])
  })

  it('remembers what was omitted from an event that was delivered', () => {
    const tally = new Tally()
    tally.count(4, event(), [outcome('delivered', '', { body: { omitted: ['NPS Score was left out.'] } })])
    expect(tally.omitted.all()).toEqual([{ reason: 'NPS Score was left out.', count: 1, firstRows: [4] }])
  })

  it('does not grow with names that are all different', () => {
    const tally = new Tally()
    for (let n = 1; n <= 700; n++)
      tally.count(n, event(), [outcome('delivered', '', { sent: { event: `Event ${n}` } })])
    expect(tally.events).toHaveLength(501)
    expect(tally.events[0]).toEqual({ name: 'Other names', delivered: 200, rejected: 0, failed: 0 })
  })
})

describe('ReasonCounter', () => {
  it('counts, keeps the first rows, and gives the most frequent first', () => {
    const reasons = new ReasonCounter()
    reasons.add('Once.', 9)
    for (const row of [8, 1, 1, 2, 3, 4, 5, 6]) reasons.add('Often.', row)
    expect(reasons.total).toBe(9)
    expect(reasons.all()).toEqual([
      { reason: 'Often.', count: 8, firstRows: [1, 2, 3, 4, 8] },
      { reason: 'Once.', count: 1, firstRows: [9] }
    ])
  })

  it('does not grow with reasons that are all different', () => {
    const reasons = new ReasonCounter()
    for (let row = 1; row <= 1000; row++) reasons.add(`Reason ${row}.`, row)
    const all = reasons.all()
    expect(all).toHaveLength(101)
    expect(all[0]).toEqual({ reason: 'Other reasons.', count: 900, firstRows: [101, 102, 103, 104, 105] })
    expect(reasons.total).toBe(1000)
  })
})

describe('CompletionTracker', () => {
  it('marks the row before the first that is not done', () => {
    const tracker = new CompletionTracker()
    tracker.begin(2, 1)
    tracker.begin(3, 2)
    tracker.begin(5, 1)
    expect(tracker.mark()).toEqual({ row: 1, rejected: 0 })
    tracker.settle(5)
    tracker.settle(2)
    tracker.settle(3)
    expect(tracker.mark()).toEqual({ row: 2, rejected: 0 })
    tracker.settle(3)
    expect(tracker.mark()).toEqual({ row: 5, rejected: 0 })
  })

  it('goes on from an earlier run', () => {
    const tracker = new CompletionTracker(10, 3)
    expect(tracker.mark()).toEqual({ row: 10, rejected: 3 })
    tracker.begin(12, 0)
    expect(tracker.mark()).toEqual({ row: 12, rejected: 3 })
  })

  it('counts a rejected row once, and only when everything before it is done', () => {
    const tracker = new CompletionTracker()
    tracker.begin(1, 1)
    tracker.begin(2, 2)
    tracker.begin(3, 0)
    tracker.reject(2)
    tracker.reject(3)
    tracker.reject(2)
    tracker.settle(2)
    tracker.settle(2)
    expect(tracker.mark()).toEqual({ row: 0, rejected: 0 })
    tracker.settle(1)
    expect(tracker.mark()).toEqual({ row: 3, rejected: 2 })
    expect(tracker.mark()).toEqual({ row: 3, rejected: 2 })
  })

  it('never marks a row that is not done, whatever the order in which rows get done', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (events, chance) => {
        const tracker = new CompletionTracker()
        events.forEach((count, index) => tracker.begin(index + 1, count))
        const left = events.flatMap((count, index) => Array<number>(count).fill(index + 1))
        while (left.length > 0) {
          expect(tracker.mark().row).toBe(Math.min(...left) - 1)
          const [row] = left.splice((chance.next().value as number) % left.length, 1)
          tracker.settle(row)
        }
        expect(tracker.mark().row).toBe(events.length)
      })
    )
  })
})
