import { Tally } from '../../../host/import/backfill/tally'
import type { Kind } from '../../../host/delivery/answer'
import { probeSubscription } from '../../support/probe-destination'

const item = (number: number, userId = 'ada') => ({ number, event: { type: 'track' as const, event: 'A', userId } })
const outcome = (kind: Kind, reason = '', rest: object = {}) => ({
  subscription: probeSubscription('A'),
  outcome: { kind, reason, answer: { status: 200, ...rest } }
})

describe('Tally', () => {
  it('counts events under the name the vendor has, else under the mapping’s', () => {
    const tally = new Tally()
    tally.count(item(1), [outcome('sent', '', { sent: { event: 'Flow Started' } }), outcome('sent', '', { sent: {} })])
    tally.count(item(2, 'bob'), [outcome('sent', '', { sent: { event: 'Flow Started' } }), outcome('refused', 'No.')])
    expect(tally.events).toEqual([
      { name: 'Flow Started', sent: 2, refused: 0, undelivered: 0 },
      { name: 'Probe A', sent: 1, refused: 1, undelivered: 0 }
    ])
    expect(tally.people).toBe(2)
  })

  it('counts a reason once for an event that several mappings refuse for it', () => {
    const tally = new Tally()
    expect(
      tally.count(item(1), [outcome('refused', 'No.'), outcome('refused', 'No.'), outcome('undelivered', 'Later.')])
    ).toEqual(['No.', 'Later.'])
    expect(tally.refused.all()).toEqual([{ reason: 'No.', count: 1, firstRows: [1] }])
    expect(tally.undelivered.all()).toEqual([{ reason: 'Later.', count: 1, firstRows: [1] }])
  })

  it('says that an event was left out only when no mapping took it', () => {
    const tally = new Tally()
    tally.count(item(1), [outcome('sent'), outcome('left out', 'Another has it.')])
    tally.count(item(2), [outcome('left out', 'It is off.')])
    tally.count(item(3), [])
    expect(tally.leftOut.all()).toEqual([
      { reason: 'It is off.', count: 1, firstRows: [2] },
      { reason: 'No mapping that is switched on takes it.', count: 1, firstRows: [3] }
    ])
  })

  it('remembers what was not sent with an event that was', () => {
    const tally = new Tally()
    tally.count(item(4), [outcome('sent', '', { body: { left_out: ['NPS Score was left out.'] } })])
    expect(tally.remarks.all()).toEqual([{ reason: 'NPS Score was left out.', count: 1, firstRows: [4] }])
  })

  it('does not grow with names that are all different', () => {
    const tally = new Tally()
    for (let n = 1; n <= 700; n++) tally.count(item(n), [outcome('sent', '', { sent: { event: `Event ${n}` } })])
    expect(tally.events).toHaveLength(501)
    expect(tally.events[0]).toEqual({ name: 'Other names', sent: 200, refused: 0, undelivered: 0 })
  })
})
