import fc from 'fast-check'
import { CompletionTracker } from '../../../host/import/completion-tracker'

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
