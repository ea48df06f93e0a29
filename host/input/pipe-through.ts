import { Readable } from 'node:stream'
import type { Duplex } from 'node:stream'

/**
 * Feeds `chunks` through a stream and gives all that comes out, then throws what it failed with. Read by hand: an async iterator
 * drops what already came out when the stream fails.
 */
export async function* pipeThrough<T>(chunks: AsyncIterable<Buffer>, through: Duplex): AsyncGenerator<T> {
  let failure: Error | undefined
  let wake = (): void => undefined
  through.on('error', (error) => (failure = error))
  for (const event of ['readable', 'end', 'error']) through.on(event, () => wake())
  const source = Readable.from(chunks)
  source.on('error', (error) => through.destroy(error))
  source.pipe(through)
  for (;;) {
    const woken = new Promise<void>((resolve) => (wake = resolve))
    const value = through.read() as T | null
    if (value !== null) yield value
    else if (failure) throw failure
    else if (through.readableEnded) return
    else await woken
  }
}
