import { Tally } from '../../../host/import/tally'
import type { Kind } from '../../../host/delivery/answer'
import { probeSubscription } from '../../support/probe-destination'

const event = (userId = 'ada') => ({ type: 'track' as const, event: 'A', userId })
const outcome = (kind: Kind, reason = '', rest: object = {}) => ({
  subscription: probeSubscription('A'),
  outcome: { kind, reason, answer: { status: 200, ...rest } }
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

  it('counts a reason once for an event that several mappings refuse for it', () => {
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
