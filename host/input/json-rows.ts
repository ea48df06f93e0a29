import { isUtf8 } from 'node:buffer'
import { linesOf } from './lines'
import { TOO_LONG, badRow, NOT_UTF8 } from './row'
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

/** Sixteen digits in a row may be a number that `JSON.parse` would round. */
const MAYBE_UNSAFE = /\d{16}/
/** For valid JSON only: there every string ends, and the search is linear. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g
const WHOLE_NUMBER = /^-?\d+$/

/**
 * One row of JSON. Whole numbers beyond 2^53 stay as they are written, as text: rounded, two people's ids become one.
 * Undefined for a blank row.
 */
export function parseJsonRow(number: number, bytes: Buffer): InputRow | undefined {
  const text = bytes.toString('utf8').trim()
  if (text === '') return undefined
  if (text.includes('\uFFFD') && !isUtf8(bytes)) return badRow(number, NOT_UTF8, text)
  const value = parseExactly(text)
  if (value === undefined) return badRow(number, 'It is not JSON.', text)
  if (isRecord(value)) return { number, row: value }
  return badRow(number, 'It is JSON, but not an object with the fields of an event.', text)
}

function parseExactly(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return MAYBE_UNSAFE.test(text) ? (JSON.parse(text.replace(STRING_OR_NUMBER, quoteUnsafe)) as unknown) : value
  } catch {
    return undefined
  }
}

const quoteUnsafe = (token: string): string =>
  WHOLE_NUMBER.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
