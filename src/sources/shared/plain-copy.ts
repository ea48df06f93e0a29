import { isRecord } from './is-record'

/** Deepest level that is passed on: hosts and destinations walk an event recursively, and a hostile one would exhaust their stack. */
const DEEPEST_LEVEL = 32

export interface CopyRules {
  /** The key's name in the copy; undefined leaves it out, with all that is under it. */
  rename: (key: string, siblings: Record<string, unknown>) => string | undefined
}

const AS_IT_IS: CopyRules = { rename: (key) => key }

/**
 * A copy of a JSON object that is safe to pass on: cut below the 32nd level, without null, and with `__proto__` and its like as
 * keys like any other.
 */
export const sanitizeJson = (object: Record<string, unknown>, rules: CopyRules = AS_IT_IS): Record<string, unknown> =>
  copyRecord(object, rules, 1)

function copyRecord(object: Record<string, unknown>, rules: CopyRules, level: number): Record<string, unknown> {
  const entries: [string, unknown][] = []
  for (const [key, value] of Object.entries(object)) {
    const name = rules.rename(key, object)
    if (name === undefined) continue
    const copied = copyValue(value, rules, level)
    if (copied !== undefined) entries.push([name, copied])
  }
  return Object.fromEntries(entries)
}

function copyValue(value: unknown, rules: CopyRules, level: number): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'boolean') return value
  if (level === DEEPEST_LEVEL) return undefined
  if (Array.isArray(value)) return copyList(value, rules, level + 1)
  return isRecord(value) ? copyRecord(value, rules, level + 1) : undefined
}

const copyList = (list: readonly unknown[], rules: CopyRules, level: number): unknown[] =>
  list.map((each) => copyValue(each, rules, level)).filter((each) => each !== undefined)
