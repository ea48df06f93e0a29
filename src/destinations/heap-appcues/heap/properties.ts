import type { PropertyType } from '../catalog'
import { isPlaceholderId, isProfileKey, toText as idText } from '../shared/identity'
import { HEAP_TEXT } from '../shared/limits'
import { toIsoTime } from '../shared/time'
import type { HeapValue } from './client'

/**
 * The properties of one event or person as Heap takes them, collected one by one: text or number under 1024 characters,
 * nested values under dotted keys, lists of plain values joined. The first value of a name stays; of a list
 * without a value nothing does.
 */
export class PropertyCollector {
  private readonly values: Record<string, HeapValue> = {}
  /** What could not be sent, and why, for the response. */
  readonly omitted: string[] = []

  /**
   * Adds a value of any shape, except under a key of a person's profile. Nesting ends where the dotted key would be too long
   * for Heap, so no input recurses for ever.
   */
  add(key: string, value: unknown, ownKey = key): void {
    if (isEmpty(value)) return
    if (isProfileKey(ownKey)) return this.omit(key, 'it is part of a person’s profile')
    if (key.length > HEAP_TEXT) return this.omit(key, 'its name is too long for Heap')
    const plain = Array.isArray(value) ? joinedList(value) : plainValue(value)
    if (plain !== undefined) return this.set(key, plain)
    if (typeof value !== 'object' || value instanceof Date) return this.omit(key, 'it is neither text nor a number')
    for (const [child, nested] of Object.entries(value as object)) this.add(`${key}.${child}`, nested, child)
  }

  /** Adds the value of a documented property, or omits it when it is unusable. */
  addTyped(key: string, value: unknown, type: PropertyType): void {
    if (type === 'plain') return this.add(key, value)
    if (isEmpty(value) || value === false) return
    const { convert, expected } = valueTypes[type]
    const converted = convert(value)
    if (converted === undefined) this.omit(key, `its value is not ${expected}`)
    else this.set(key, converted)
  }

  omit(key: string, reason: string): void {
    this.omitted.push(`${key.slice(0, 80)}: ${reason}.`)
  }

  /** As plain data. */
  toObject(): Record<string, HeapValue> {
    return this.values
  }

  private set(key: string, value: HeapValue): void {
    if (value === '' || Object.prototype.hasOwnProperty.call(this.values, key)) return
    setOwn(this.values, key, value)
  }
}

/** Assigned, `__proto__` would be lost. Defining every key so, or a Map made an object, is five times as slow. */
function setOwn<V>(values: Record<string, V>, key: string, value: V): void {
  if (key !== '__proto__') values[key] = value
  else Object.defineProperty(values, key, { value, enumerable: true, configurable: true, writable: true })
}

const CUT_MARK = '… [cut]'
/** How Heap itself stores a list (Heap's documentation). */
const LIST_SEPARATOR = '||'

/** At most 1023 characters, saying at its end that it was cut; a surrogate pair is never split. */
export function cutText(text: string): string {
  if (text.length <= HEAP_TEXT) return text
  const end = HEAP_TEXT - CUT_MARK.length
  const splitsPair = /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
  return text.slice(0, splitsPair ? end - 1 : end) + CUT_MARK
}

/** Never sent: absent, null, blank, an empty list, an empty object. */
export const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (typeof value === 'object' && !(value instanceof Date) && Object.keys(value).length === 0)

/** Text, finite numbers, and booleans as words, Heap's two types being text and number; undefined for anything else. */
export function plainValue(value: unknown): HeapValue | undefined {
  if (typeof value === 'string') return cutText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'boolean') return String(value)
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined
}

/** A list of plain values as the one text Heap makes of it; undefined when a member is no plain value. */
export function joinedList(list: readonly unknown[]): string | undefined {
  const values = list.filter((member) => !isEmpty(member)).map(plainValue)
  return values.includes(undefined) ? undefined : cutText(values.join(LIST_SEPARATOR))
}

/** Text of what is plain. A boolean is none: a path through `interaction: false` ends at that `false`. */
function toText(value: unknown): string | undefined {
  if (typeof value === 'boolean') return undefined
  const plain = Array.isArray(value) ? joinedList(value) : plainValue(value)
  return plain === undefined ? undefined : String(plain)
}

/** An id as it is: rounded, cut short or a placeholder it would stand for others too. */
function toId(value: unknown): string | undefined {
  const id = idText(value)
  return id === undefined || isPlaceholderId(id) || id.length > HEAP_TEXT ? undefined : id
}

/** Digits beyond 2^53 would come out as another number, and very long ones as none. */
function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)) return undefined
  const number = Number(value)
  return Number.isSafeInteger(Math.trunc(number)) ? number : undefined
}

/** An NPS score is a whole number from 0 to 10, by definition of the survey. */
function toScore(value: unknown): number | undefined {
  const score = toNumber(value)
  return Number.isInteger(score) && Number(score) >= 0 && Number(score) <= 10 ? score : undefined
}

/** One JSON text, without a person's profile at any depth. Undefined for what JSON cannot write: a cycle, nesting beyond the stack. */
function toJsonText(value: unknown): string | undefined {
  if (typeof value !== 'object') return toText(value)
  try {
    return cutText(JSON.stringify(excerpt(value, { length: 0 })))
  } catch {
    return undefined
  }
}

/**
 * A copy without a person's profile, and without what follows texts that alone are longer than Heap takes: of a long form most
 * would be cut off, and writing it is what such an event costs.
 */
function excerpt(value: unknown, texts: { length: number }): unknown {
  if (texts.length > HEAP_TEXT) return undefined
  if (typeof value === 'string') texts.length += value.length
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (Array.isArray(value)) return value.map((member) => excerpt(member, texts))
  const copy: Record<string, unknown> = {}
  for (const [key, nested] of Object.entries(value)) {
    if (!isProfileKey(key)) setOwn(copy, key, excerpt(nested, texts))
  }
  return copy
}

const toTextOrNumber = (value: unknown): HeapValue | undefined =>
  typeof value === 'string' || typeof value === 'number' ? plainValue(value) : undefined

interface ValueType {
  /** The value of a documented property in Heap; undefined when it is unusable. */
  convert: (value: unknown) => HeapValue | undefined
  /** What a usable value is. */
  expected: string
}

/** How documented values are typed. `plain` goes the way of undocumented properties. */
export const valueTypes: Record<Exclude<PropertyType, 'plain'>, ValueType> = {
  text: { convert: toText, expected: 'text' },
  id: { convert: toId, expected: 'an ID' },
  number: { convert: toNumber, expected: 'a number' },
  'text or number': { convert: toTextOrNumber, expected: 'text or a number' },
  score: { convert: toScore, expected: 'a whole number from 0 to 10' },
  time: { convert: (value) => toIsoTime(value), expected: 'a time' },
  json: { convert: toJsonText, expected: 'an object, a list or text' }
}
