import { linesOf } from './lines'
import { parseJsonRow } from './parse-json-row'
import { TOO_LONG, badRow } from './row'
import type { InputRow } from './row'

/**
 * Newline-delimited JSON.
 *
 * @param after rows up to this number are skipped unread
 */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>, after = 0): AsyncGenerator<InputRow> {
  for await (const { number, bytes, ended } of linesOf(chunks)) {
    if (number <= after) continue
    const row = bytes ? parseJsonRow(number, bytes) : badRow(number, TOO_LONG)
    if (row && 'problem' in row && !ended) {
      yield { ...row, problem: 'The file breaks off in the middle of this line.' }
    } else if (row) {
      yield row
    }
  }
}
