import type { ReadChunk } from './read-export'

/** Characters after which a text ends, so that a few on their way between threads are no burden. */
const LONG = 1024 * 1024

/** A chunk as JSON: one text, or several where its rows are long. What is true of the rows stands in the last. */
export function* textsOf({ rows, notes }: ReadChunk, long = LONG): Generator<string> {
  let texts: string[] = []
  let length = 0
  for (const row of rows) {
    if (length >= long) {
      yield textOf(texts)
      texts = []
      length = 0
    }
    const text = JSON.stringify(row)
    texts.push(text)
    length += text.length
  }
  yield textOf(texts, notes)
}

const textOf = (rows: readonly string[], notes?: ReadChunk['notes']): string =>
  `{"rows":[${rows.join(',')}]${notes ? `,"notes":${JSON.stringify(notes)}` : ''}}`

/** A part of the chunk, or all of it. */
export const chunkOf = (text: string): ReadChunk => JSON.parse(text) as ReadChunk
