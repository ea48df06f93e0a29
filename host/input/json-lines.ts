import { parseJsonRow } from './parse-json-row'
import { LONGEST_ROW, badRow } from './row'
import type { InputRow } from './row'

const NEWLINE = 10

interface Line {
  number: number
  /** Undefined when the line is too long to be kept. */
  bytes?: Buffer
  ended: boolean
}

/**
 * Newline-delimited JSON. Split here at LF alone: Node's `readline` also splits at U+2028 and U+2029, which JSON text may hold.
 *
 * @param after rows up to this number are passed over unread
 */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>, after = 0): AsyncGenerator<InputRow> {
  for await (const { number, bytes, ended } of linesOf(chunks)) {
    if (number <= after) continue
    const row = bytes ? parseJsonRow(number, bytes) : badRow(number, `It is longer than ${LONGEST_ROW} bytes.`)
    if (row && 'problem' in row && !ended) {
      yield { ...row, problem: 'The file breaks off in the middle of this line.' }
    } else if (row) {
      yield row
    }
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Line> {
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
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
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
