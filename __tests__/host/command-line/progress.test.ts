import { PassThrough } from 'node:stream'
import { createProgress } from '../../../host/cli/progress'

/** A screen that keeps what was written to it. */
function screen(isTTY: boolean): { stream: typeof process.stderr; shown: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true })
  const written: string[] = []
  stream.on('data', (text: Buffer) => written.push(text.toString()))
  return { stream: stream as unknown as typeof process.stderr, shown: () => written.join('') }
}

describe('createProgress', () => {
  it('shows how much of the file is read, the rate and the time left', () => {
    const { stream, shown } = screen(true)
    const progress = createProgress(1000, stream)
    progress.show({ rows: 20, read: 500 })
    progress.stop()
    expect(shown()).toMatch(/50 % · 20 rows · \d+ a second · .* left/)
  })

  it('shows rows and rate where the size is not known', () => {
    const { stream, shown } = screen(true)
    const progress = createProgress(undefined, stream)
    progress.show({ rows: 20, read: 500 })
    progress.stop()
    expect(shown()).toMatch(/20 rows · \d+ a second/)
    expect(shown()).not.toContain('%')
  })

  it('writes a line every few seconds where there is no screen, and none for a run that is over soon', () => {
    const { stream, shown } = screen(false)
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0)
    const progress = createProgress(1000, stream)
    const at = (milliseconds: number, rows: number): void => {
      clock.mockReturnValue(milliseconds)
      progress.show({ rows, read: rows / 10 })
    }
    at(4000, 400)
    expect(shown()).toBe('')
    for (const [milliseconds, rows] of [
      [5000, 500],
      [6000, 600],
      [10_000, 2000]
    ])
      at(milliseconds, rows)
    progress.stop()
    clock.mockRestore()
    expect(shown()).toBe('5 % · 500 rows · 100 a second\n20 % · 2,000 rows · 200 a second\n')
  })
})
