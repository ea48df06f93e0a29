import { isPlaceholderId, toText } from '../../appcues/client'
import { CommandError } from '../../cli/command-error'
import type { Input } from '../../input/open-input'
import { openInput } from '../../input/open-input'
import { readRows } from '../../input/read-rows'
import type { InputRow, RowUnit } from '../../input/row'
import { findColumn, namedColumn } from './id-column'

/** One row of a list of people: whose it is, or why it is nobody's. */
export type PersonRow = { number: number; id: string } | { number: number; problem: string }

/** A list of people, opened. */
export interface PeopleList {
  name: string
  format: string
  unit: RowUnit
  /** The column that the ids are in. */
  column: string
  /** Other columns whose name says that they hold ids. */
  otherColumns: readonly string[]
  /** The rows as they are; an id of another column can be had from them. */
  rows: AsyncIterable<InputRow>
  people: AsyncIterable<PersonRow>
  input: Input
}

/** So many rows decide on the column: the first ones may have no value in it. */
const LOOKED_AT = 500

/**
 * Opens a list of people, a file or standard input for `-`: CSV, NDJSON or a JSON list, gzip too.
 *
 * @param idColumn the column of the ids; found by its name when left out
 * @throws InputError or CommandError, in words, when it cannot be read or has no such column
 */
export async function openPeople(path: string, idColumn?: string): Promise<PeopleList> {
  const input = await openInput(path)
  try {
    const { rows, format, unit } = await readRows(input, 0, 'any')
    const { first, all } = await firstOf(rows, LOOKED_AT)
    const names = new Set(first.flatMap((row) => ('row' in row ? Object.keys(row.row) : [])))
    const { column, others } = idColumn === undefined ? findColumn(names) : namedColumn(names, idColumn)
    if (column === undefined) throw new CommandError(noColumn(input.name, [...names], idColumn))
    return {
      ...{ name: input.name, format, unit, column, otherColumns: others, rows: all, input },
      people: peopleOf(all, column)
    }
  } catch (error) {
    input.close()
    throw error
  }
}

async function firstOf(
  rows: AsyncIterable<InputRow>,
  most: number
): Promise<{ first: InputRow[]; all: AsyncIterable<InputRow> }> {
  const iterator = rows[Symbol.asyncIterator]()
  const first: InputRow[] = []
  while (first.length < most) {
    const next = await iterator.next()
    if (next.done) break
    first.push(next.value)
  }
  return { first, all: withFirst(first, iterator) }
}

async function* withFirst(first: readonly InputRow[], rest: AsyncIterator<InputRow>): AsyncGenerator<InputRow> {
  for (const row of first) yield row
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

async function* peopleOf(rows: AsyncIterable<InputRow>, column: string): AsyncGenerator<PersonRow> {
  for await (const row of rows) yield personOf(row, column)
}

/** The person of a row; a problem holds no value of the row, so that equal ones can be counted together. */
export function personOf(row: InputRow, column: string): PersonRow {
  const { number } = row
  if ('problem' in row) return { number, problem: row.problem }
  const value = Object.hasOwn(row.row, column) ? row.row[column] : undefined
  const id = toText(value)
  if (id === undefined && typeof value === 'object' && value !== null) {
    return { number, problem: `The column "${column}" holds no text or number here.` }
  }
  if (id === undefined) return { number, problem: `The column "${column}" is empty here.` }
  if (isPlaceholderId(id)) return { number, problem: `The column "${column}" holds "${id}", which stands for nobody.` }
  return { number, id }
}

const MOST_NAMES = 12

function noColumn(file: string, names: readonly string[], wanted: string | undefined): string {
  const listed = names.slice(0, MOST_NAMES).map((name) => `"${name.slice(0, 60)}"`)
  const found = names.length === 0 ? 'it has no row that could be read' : `its columns are ${listed.join(', ')}`
  if (wanted !== undefined) return `${file} has no column "${wanted}": ${found}.`
  return `${file} has no column of user ids: ${found}. Say which one with --id-column; where the first line is a person already, put a line "user_id" above it.`
}
