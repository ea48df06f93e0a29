type Directive = Record<string, unknown>

const isObject = (value: unknown): value is Directive =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pathOf = (value: unknown): string | undefined =>
  isObject(value) && typeof value['@path'] === 'string' && Object.keys(value).length === 1 ? value['@path'] : undefined

/** Whether a mapped value is an object of mapped values, and not one of Segment's directives. */
export const isGroup = (value: unknown): value is Directive =>
  isObject(value) && !Object.keys(value).some((key) => key.startsWith('@'))

/** The paths of "the first of these that is there"; undefined for everything else. */
function alternatives(value: unknown): string[] | undefined {
  const path = pathOf(value)
  if (path !== undefined) return [path]
  const condition = isObject(value) ? value['@if'] : undefined
  if (!isObject(condition)) return undefined
  const first = pathOf(condition.exists)
  const rest = alternatives(condition.else)
  return first !== undefined && first === pathOf(condition.then) && rest ? [first, ...rest] : undefined
}

/** A mapped value as one line: a path, paths with `else` between them, a text, or JSON for everything else. */
export function toNotation(value: unknown): string {
  if (value === undefined) return ''
  const paths = alternatives(value)
  if (paths) return paths.join(' else ')
  if (typeof value === 'string' && fromNotation(value) === value) return value
  return JSON.stringify(value)
}

/** The mapped value that a line means; undefined when it is empty. */
export function fromNotation(line: string): unknown {
  const text = line.trim()
  if (text === '') return undefined
  const paths = text.split(/\selse\s/).map((path) => path.trim())
  if (paths.every((path) => /^\$\.?\S*$/.test(path))) return firstOf(paths)
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function firstOf([path, ...rest]: string[]): Directive {
  if (rest.length === 0) return { '@path': path }
  return { '@if': { exists: { '@path': path }, then: { '@path': path }, else: firstOf(rest) } }
}
