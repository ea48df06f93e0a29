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

  it('shows nothing where there is no screen', () => {
    const { stream, shown } = screen(false)
    const progress = createProgress(1000, stream)
    progress.show({ rows: 20, read: 500 })
    progress.stop()
    expect(shown()).toBe('')
  })
})
