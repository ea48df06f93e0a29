import { Readable } from 'node:stream'
import type { Duplex } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The first bytes of a stream, and the whole stream with them still in front. */
export interface Peeked {
  head: Buffer
  all: AsyncIterable<Buffer>
}

export async function peek(chunks: AsyncIterable<Buffer>, bytes: number): Promise<Peeked> {
  const iterator = chunks[Symbol.asyncIterator]()
  const read: Buffer[] = []
  let done = false
  for (let length = 0; length < bytes && !done; length += read[read.length - 1]?.length ?? 0) {
    const next = await iterator.next()
    if (next.done) done = true
    else read.push(next.value)
  }
  const head = Buffer.concat(read)
  return { head, all: rest(head, iterator) }
}

async function* rest(head: Buffer, iterator: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield head
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value
}

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

/** Unpacks gzip, several members too. Throws zlib's error after the last byte that could be unpacked. */
export const gunzip = (chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> =>
  pipeThrough<Buffer>(chunks, createGunzip())

/** The compressed input ended too early or is damaged (zlib's codes are Z_DATA_ERROR, Z_BUF_ERROR, …). */
export const isBrokenArchive = (error: unknown): error is Error =>
  String((error as { code?: unknown }).code).startsWith('Z_')

/** Values a chunk: the triggers of the events in a chunk are looked up together. */
const CHUNK = 500

/** Cuts a stream of values into lists of up to `size`. */
export async function* chunksOf<T>(values: AsyncIterable<T>, size = CHUNK): AsyncGenerator<T[]> {
  let chunk: T[] = []
  for await (const value of values) {
    chunk.push(value)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

/** The values until the signal is aborted; ends in the middle of waiting for one if need be. */
export async function* untilAborted<T>(values: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = values[Symbol.asyncIterator]()
  let end = (): void => undefined
  const stop = (): void => end()
  signal.addEventListener('abort', stop)
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      end = () => resolve({ done: true, value: undefined })
      if (signal.aborted) return end()
      iterator.next().then(resolve, reject)
    })
  try {
    for (let value = await next(); !value.done; value = await next()) yield value.value
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
