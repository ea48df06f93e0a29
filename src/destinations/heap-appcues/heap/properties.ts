import type { PropertyType } from '../catalog'
import { HEAP_TEXT } from '../shared/limits'
import { isProfileKey } from '../shared/profile-filter'
import type { HeapValue } from './client'
import { isEmpty, joinedList, plainValue, valueTypes } from './values'

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
    if (key !== '__proto__') this.values[key] = value
    // Assigned, it would be lost. Defining every key so, or a Map made an object, is five times as slow.
    else Object.defineProperty(this.values, key, { value, enumerable: true, configurable: true, writable: true })
  }
}
