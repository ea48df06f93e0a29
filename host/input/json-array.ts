import { parseJsonRow } from './json-rows'
import { LONGEST_ROW, TOO_LONG, badRow } from './row'
import type { InputRow } from './row'

const code = (character: string): number => character.charCodeAt(0)
const QUOTE = code('"')
const BACKSLASH = code('\\')
const COMMA = code(',')
const OPENING = new Set(['[', '{'].map(code))
const CLOSING = new Set([']', '}'].map(code))
const BLANK = new Set([' ', '\t', '\r', '\n'].map(code))

/**
 * A JSON array of events, element by element. Cut here and parsed one by one, because a streaming parser stops at the first
 * broken element and rounds long ids: a broken element that closes what it opens costs only itself.
 *
 * @param after elements up to this number are skipped unread
 */
export async function* readJsonArray(chunks: AsyncIterable<Buffer>, after = 0): AsyncGenerator<InputRow> {
  const cutter = new ElementCutter()
  for await (const chunk of chunks) {
    for (const { number, bytes } of cutter.cut(chunk)) {
      if (number <= after) continue
      yield bytes ? (parseJsonRow(number, bytes) ?? badRow(number, 'It is not JSON.')) : badRow(number, TOO_LONG)
    }
  }
  if (cutter.isOpen) yield badRow(cutter.number, 'The file breaks off in the middle of this element.', cutter.rest)
  if (cutter.hasMore) yield badRow(cutter.number, 'Text follows the end of the list. It was not read.')
}

/** Finds where elements end: the only state is the depth of brackets and whether this is inside a string. */
class ElementCutter {
  number = 1
  hasMore = false
  private depth = 0
  private inString = false
  private length = 0
  private ended = false
  private escaped = false
  private parts: Buffer[] = []

  get isOpen(): boolean {
    return this.depth > 0
  }

  get rest(): string {
    return Buffer.concat(this.parts).toString('utf8')
  }

  /** Without `bytes` the element is too long to be kept. */
  *cut(chunk: Buffer): Generator<{ number: number; bytes?: Buffer }> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const step = this.step(chunk[at])
      if (step === 'begin') from = at + 1
      if (step !== 'end') continue
      const bytes = this.take(chunk.subarray(from, at))
      from = at + 1
      // `[]` has no element, and the blank before a closing bracket is none.
      if (this.depth > 0 || !bytes || bytes.some((byte) => !BLANK.has(byte))) yield { number: this.number++, bytes }
    }
    if (this.isOpen) this.keep(chunk.subarray(from))
  }

  private step(byte: number): 'begin' | 'end' | undefined {
    if (this.inString) return this.insideString(byte)
    if (this.depth === 0) return this.outside(byte)
    if (byte === QUOTE) this.inString = true
    else if (OPENING.has(byte)) this.depth += 1
    else if (CLOSING.has(byte)) return --this.depth === 0 ? 'end' : undefined
    else if (byte === COMMA && this.depth === 1) return 'end'
    return undefined
  }

  private insideString(byte: number): undefined {
    if (this.escaped) this.escaped = false
    else if (byte === BACKSLASH) this.escaped = true
    else if (byte === QUOTE) this.inString = false
  }

  /** Before the list there is only its bracket (the format was recognised by it), after it only blanks. */
  private outside(byte: number): 'begin' | undefined {
    if (BLANK.has(byte)) return undefined
    if (this.ended) this.hasMore = true
    if (this.ended || !OPENING.has(byte)) return undefined
    this.ended = true
    this.depth = 1
    return 'begin'
  }

  private keep(part: Buffer): void {
    this.length += part.length
    if (this.length <= LONGEST_ROW) this.parts.push(part)
    else this.parts = []
  }

  private take(part: Buffer): Buffer | undefined {
    this.keep(part)
    const bytes = this.length > LONGEST_ROW ? undefined : Buffer.concat(this.parts)
    this.parts = []
    this.length = 0
    return bytes
  }
}
