/** How columns of user ids are called, the likeliest first; case, blanks, dashes and underscores do not count. */
const ID_NAMES = ['userid', 'appcuesuserid', 'id', 'identity', 'externalid', 'email']

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

export interface FoundColumn {
  column?: string
  /** Other columns whose name says that they hold ids. */
  others: string[]
}

/** The likeliest column of user ids. */
export function findColumn(names: ReadonlySet<string>): FoundColumn {
  const [column, ...others] = ID_NAMES.flatMap((wanted) => [...names].filter((name) => plain(name) === wanted))
  return { column, others }
}

/** The column of this name, letter for letter or else ignoring case. */
export function namedColumn(names: ReadonlySet<string>, wanted: string): FoundColumn {
  const column = [...names].find((name) => name === wanted) ?? [...names].find((name) => plain(name) === plain(wanted))
  const found = findColumn(names)
  return {
    column,
    others: [found.column, ...found.others].filter((name): name is string => name !== undefined && name !== column)
  }
}
