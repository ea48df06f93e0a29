/** How columns of user ids are called, the likeliest first; case, blanks, dashes and underscores do not count. */
export const ID_COLUMNS = ['userid', 'appcuesuserid', 'id', 'identity', 'externalid', 'email']

/** A column's name without what people write differently. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

export interface FoundColumn {
  column?: string
  /** Other columns whose name says that they hold ids. */
  others: string[]
  /** Why this one, where that is not plain. */
  note?: string
}

/** The likeliest column of user ids. */
export function findColumn(names: readonly string[]): FoundColumn {
  const found = ID_COLUMNS.flatMap((wanted) => names.filter((name) => plainName(name) === wanted))
  const heaps = found.find((name) => plainName(name) === 'userid')
  const identity = found.find((name) => plainName(name) === 'identity')
  const isHeapConnect = heaps !== undefined && identity !== undefined
  const column = isHeapConnect ? identity : found[0]
  const others = found.filter((name) => name !== column)
  if (!isHeapConnect) return { column, others }
  return {
    column,
    others,
    note: `The columns "${heaps}" and "${identity}" stand side by side, as in Heap Connect, where "${heaps}" is a number of Heap’s own. The ids are taken from "${identity}"; --id-column "${heaps}" takes the other.`
  }
}

/** The column of this name, letter for letter or else ignoring case. */
export function namedColumn(names: readonly string[], wanted: string): FoundColumn {
  const column = names.find((name) => name === wanted) ?? names.find((name) => plainName(name) === plainName(wanted))
  const found = findColumn(names)
  return {
    column,
    others: [found.column, ...found.others].filter((name): name is string => name !== undefined && name !== column)
  }
}

/** `1.23457E+15`, `1,23457E+15`: what a spreadsheet makes of a long number. `7E12` and `123E45` are ids that happen to look so. */
const SCIENTIFIC = /^\d(?:[.,]\d+)?E\+\d{2,}$/i
/** `1201.0`, `1201,0`: what data tools make of a whole number beside an empty cell. */
const DECIMAL = /^\d+[.,]0+$/
/** Line breaks and their like: a quote or a lost line end has joined several ids. */
const CONTROL = /\p{Cc}/u

/** Why an id cannot be what it was, in a message that repeats it; undefined for any other. */
export function damageOf(id: string): string | undefined {
  if (SCIENTIFIC.test(id)) return `"${id}" is a number that a spreadsheet has rounded. Export the ids as text.`
  if (CONTROL.test(id)) {
    return `${JSON.stringify(id.slice(0, 60))} holds a line break or another control character. Write one id a line.`
  }
  return DECIMAL.test(id) ? `"${id}" is a whole number written with a fraction. Export the ids as text.` : undefined
}

const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['emails', /^[^\s@]+@[^\s@][^\s@.]*\.[^\s@]+$/],
  ['Heap’s own numbers', /^\d{15,17}$/],
  ['numbers', /^\d+$/],
  ['UUIDs', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['ids of anonymous visitors', /^anon:/]
]
const OTHER = 'other ids'
const HEAPS = 'Heap’s own numbers'

/** What an id looks like, in the plural. */
const shapeOf = (id: string): string => SHAPES.find(([, pattern]) => pattern.test(id))?.[0] ?? OTHER

const MOST = 0.8

/** What most of the ids look like; undefined when there is no such shape. */
export function shapeOfMost(ids: readonly string[]): string | undefined {
  const shapes = ids.map(shapeOf)
  return SHAPES.map(([name]) => name).find(
    (name) => ids.length > 0 && shapes.filter((shape) => shape === name).length >= MOST * ids.length
  )
}

const EXAMPLES = 5

/** Notices ids that look unlike the others of their list: they may be of another kind than Appcues knows people by. */
export class IdShapes {
  private readonly seen = new Map<string, { count: number; examples: string[] }>()
  private total = 0

  add(id: string): void {
    const shape = shapeOf(id)
    const seen = this.seen.get(shape) ?? { count: 0, examples: [] }
    this.seen.set(shape, seen)
    this.total += 1
    seen.count += 1
    if (seen.examples.length < EXAMPLES) seen.examples.push(id)
  }

  /** What to look at before the list is trusted; nothing where all ids are alike. */
  notes(): string[] {
    const most = [...this.seen].find(([name, { count }]) => name !== OTHER && count >= MOST * this.total)
    const odd = [...this.seen].filter(([name]) => name === HEAPS || (most && name !== most[0]))
    return odd.map(([name, { count, examples }]) => {
      const what = name === OTHER ? 'look unlike the others' : `look like ${name}`
      const rest = count > examples.length ? ', …' : ''
      return `${count.toLocaleString('en-US')} of ${this.total.toLocaleString('en-US')} ids ${what}: ${examples.join(', ')}${rest}.`
    })
  }
}
