import { SourceError } from './errors'

/** Characters of the longest body that is read: a page of Heap's segment sync on a server of one's own. Segment’s functions take 512 KiB. */
export const MAX_BODY_LENGTH = 32 * 1024 * 1024

/** Deepest level that is passed on: hosts and destinations walk an event recursively, and a hostile one would exhaust their stack. */
const MAX_DEPTH = 32

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value when it is an object, else an empty one: for reading what may be missing. */
export const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {})

/** What a JSON text holds; undefined when it is not JSON (JSON itself has no undefined). */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The JSON object that a body holds, with or without a byte order mark; anything else is rejected. */
export function parseObject(body: string): Record<string, unknown> {
  const text = body.replace(/^\uFEFF/, '')
  if (text.trim() === '') throw invalidBody('is empty')
  if (text.length > MAX_BODY_LENGTH) {
    throw invalidBody(`is ${text.length} characters long; at most ${MAX_BODY_LENGTH} are read`)
  }
  const value = parseJson(text)
  if (value === undefined) throw invalidBody('is not JSON')
  if (!isRecord(value)) throw invalidBody('is JSON, but not an object')
  return value
}

const invalidBody = (problem: string): SourceError =>
  new SourceError('INVALID_PAYLOAD', `The webhook’s body ${problem}. Send one JSON object.`)

/** The name of a key in the copy; undefined omits it, with all that is under it. */
export type RenameKey = (key: string, siblings: Record<string, unknown>) => string | undefined

/**
 * A copy of a JSON object that is safe to pass on: cut below the 32nd level, without null, and with `__proto__` and its like as
 * keys like any other.
 */
export const sanitizeJson = (
  object: Record<string, unknown>,
  rename: RenameKey = (key) => key
): Record<string, unknown> => copyRecord(object, rename, 1)

function copyRecord(object: Record<string, unknown>, rename: RenameKey, level: number): Record<string, unknown> {
  const entries: [string, unknown][] = []
  for (const [key, value] of Object.entries(object)) {
    const name = rename(key, object)
    if (name === undefined) continue
    const copied = copyValue(value, rename, level)
    if (copied !== undefined) entries.push([name, copied])
  }
  return Object.fromEntries(entries)
}

function copyValue(value: unknown, rename: RenameKey, level: number): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (level === MAX_DEPTH) return undefined
  if (Array.isArray(value)) return copyList(value, rename, level + 1)
  return isRecord(value) ? copyRecord(value, rename, level + 1) : undefined
}

const copyList = (list: readonly unknown[], rename: RenameKey, level: number): unknown[] =>
  list.map((each) => copyValue(each, rename, level)).filter((each) => each !== undefined)

/** The same object without the keys whose value is undefined. */
export const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
