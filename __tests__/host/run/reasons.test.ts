import { ReasonCounter } from '../../../host/import/tally'

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
