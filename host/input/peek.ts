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
