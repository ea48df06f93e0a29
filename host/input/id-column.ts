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
