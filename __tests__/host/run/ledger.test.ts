import fc from 'fast-check'
import { CompletionTracker } from '../../../host/import/completion-tracker'

describe('Ledger', () => {
  it('marks the row before the first that is not done', () => {
    const ledger = new CompletionTracker()
    ledger.begin(2, 1)
    ledger.begin(3, 2)
    ledger.begin(5, 1)
    expect(ledger.mark()).toEqual({ row: 1, refused: 0 })
    ledger.settle(5)
    ledger.settle(2)
    ledger.settle(3)
    expect(ledger.mark()).toEqual({ row: 2, refused: 0 })
    ledger.settle(3)
    expect(ledger.mark()).toEqual({ row: 5, refused: 0 })
  })

  it('goes on from an earlier run', () => {
    const ledger = new CompletionTracker(10, 3)
    expect(ledger.mark()).toEqual({ row: 10, refused: 3 })
    ledger.begin(12, 0)
    expect(ledger.mark()).toEqual({ row: 12, refused: 3 })
  })

  it('counts a refused row once, and only when everything before it is done', () => {
    const ledger = new CompletionTracker()
    ledger.begin(1, 1)
    ledger.begin(2, 2)
    ledger.begin(3, 0)
    ledger.refuse(2)
    ledger.refuse(3)
    ledger.refuse(2)
    ledger.settle(2)
    ledger.settle(2)
    expect(ledger.mark()).toEqual({ row: 0, refused: 0 })
    ledger.settle(1)
    expect(ledger.mark()).toEqual({ row: 3, refused: 2 })
    expect(ledger.mark()).toEqual({ row: 3, refused: 2 })
  })

  it('never marks a row that is not done, whatever the order in which rows get done', () => {
    const rows = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (events, chance) => {
        const ledger = new CompletionTracker()
        events.forEach((count, index) => ledger.begin(index + 1, count))
        const left = events.flatMap((count, index) => Array<number>(count).fill(index + 1))
        while (left.length > 0) {
          expect(ledger.mark().row).toBe(Math.min(...left) - 1)
          const [row] = left.splice((chance.next().value as number) % left.length, 1)
          ledger.settle(row)
        }
        expect(ledger.mark().row).toBe(events.length)
      })
    )
  })
})
