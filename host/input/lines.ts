import { LONGEST_ROW } from './row'

export const LINE_FEED = 10
export const CARRIAGE_RETURN = 13

export interface Line {
  number: number
  /** Undefined when the line is too long to be kept. */
  bytes?: Buffer
  /** False for a last line without an end. */
  ended: boolean
}

/** Cuts bytes into lines. Node's `readline` would also cut at U+2028 and U+2029, which JSON text may hold. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, newline = LINE_FEED): AsyncGenerator<Line> {
  let number = 1
  let parts: Buffer[] = []
  let length = 0
  const keep = (part: Buffer): void => {
    length += part.length
    if (length <= LONGEST_ROW) parts.push(part)
    else parts = []
  }
  const line = (ended: boolean): Line => ({ number, bytes: length <= LONGEST_ROW ? joined(parts) : undefined, ended })
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      keep(chunk.subarray(from, end))
      yield line(true)
      from = end + 1
      number += 1
      parts = []
      length = 0
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield line(false)
}

const joined = (parts: readonly Buffer[]): Buffer => (parts.length === 1 ? parts[0] : Buffer.concat(parts))
