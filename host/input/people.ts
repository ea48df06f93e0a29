import { isPlaceholderId, toText } from '../../src/destinations/heap-appcues/shared/identity'
import { CommandError } from '../cli/command-error'
import { damageOf, findColumn, namedColumn, IdShapes, plainName } from './ids'
import { openInput } from './open-input'
import type { Input } from './open-input'
import { readRows } from './read-rows'
import type { GoodRow, InputRow, RowUnit } from './row'

/**
 * One row of a list of people: whose it is, or why it has no usable id. `unknown` where the row may name someone who cannot be
 * read: then no one may be removed for not being in the list.
 */
export type PersonRow = { number: number; id: string } | { number: number; problem: string; unknown: boolean }

/** A list of people, opened. */
export interface PeopleList {
  name: string
  format: string
  unit: RowUnit
  /** The column that the ids are in; undefined for an empty list that names no columns, `[]`. */
  column?: string
  /** Other columns whose name says that they hold ids. */
  otherColumns: readonly string[]
  /** The rows as they are; an id of another column can be had from them. */
  rows: AsyncIterable<InputRow>
  people: AsyncIterable<PersonRow>
  /** Ids of the first rows, evenly spaced, to be looked up before everyone is written. */
  sample: readonly string[]
  /** What to look at before the list is trusted; complete once all people are read. */
  notes: () => string[]
  input: Input
}

/** How many rows decide on the column: the first ones may have no value in it. */
const LOOKED_AT = 500

/**
 * Opens a list of people, a file or standard input for `-`: CSV, NDJSON or a JSON list, gzip too.
 *
 * @param idColumn the column of the ids; found by its name when left out
 * @throws CommandError when it cannot be read or has no such column
 */
export async function openPeople(path: string, idColumn?: string): Promise<PeopleList> {
  return readPeople(await openInput(path), idColumn)
}

/** The same from an opened input, which it closes when it throws. */
export async function readPeople(input: Input, idColumn?: string): Promise<PeopleList> {
  try {
    const { rows, format, unit, header } = await readRows(input, 0, 'any', idColumn)
    const { first, all } = await firstOf(rows, LOOKED_AT)
    const names = [...new Set(header ?? first.flatMap((row) => ('row' in row ? Object.keys(row.row) : [])))]
    const { column, others, note } = idColumn === undefined ? findColumn(names) : namedColumn(names, idColumn)
    if (column === undefined && (header || first.length > 0))
      throw new CommandError(noColumn(input.name, names, idColumn))
    const shapes = new IdShapes()
    return {
      ...{ name: input.name, format, unit, column, otherColumns: others, rows: all, input },
      people: peopleOf(all, column ?? '', shapes),
      sample: sampleOf(first, column ?? ''),
      notes: () => [...(note === undefined ? [] : [note]), ...shapes.notes()]
    }
  } catch (error) {
    input.close()
    throw error
  }
}

const SAMPLE = 50

function sampleOf(rows: readonly InputRow[], column: string): string[] {
  const ids = rows.map((row) => personOf(row, column)).flatMap((person) => ('id' in person ? [person.id] : []))
  const stride = Math.ceil(ids.length / SAMPLE)
  return ids.filter((_id, index) => index % stride === 0)
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

async function* peopleOf(rows: AsyncIterable<InputRow>, column: string, shapes: IdShapes): AsyncGenerator<PersonRow> {
  for await (const row of rows) {
    const person = personOf(row, column)
    if ('id' in person) shapes.add(person.id)
    yield person
  }
}

/** The person of a row; nearly every problem holds no value of the row, so that equal ones can be counted together. */
export function personOf(row: InputRow, column: string): PersonRow {
  const { number } = row
  if ('problem' in row) return { number, problem: row.problem, unknown: true }
  const value = valueOf(row.row, column)
  const id = toText(value)
  const unusable = (problem: string): PersonRow => ({ number, problem, unknown: false })
  if (id === undefined) {
    return typeof value === 'object' && value !== null
      ? { number, problem: `The column "${column}" holds no text or number here.`, unknown: true }
      : unusable(`The column "${column}" is empty here.`)
  }
  if (isPlaceholderId(id)) return unusable(`The column "${column}" holds "${id}", a placeholder and not a user ID.`)
  const damage = damageOf(id)
  return damage === undefined ? { number, id } : { number, problem: `The column "${column}": ${damage}`, unknown: true }
}

/** Rows of JSON from several tools may write the column in several ways: whoever stands in one of them stands in the list. */
function valueOf(row: GoodRow['row'], column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column]
  const plain = plainName(column)
  return Object.entries(row).find(([name]) => plainName(name) === plain)?.[1]
}

const MOST_NAMES = 12

function noColumn(file: string, names: readonly string[], wanted: string | undefined): string {
  const listed = names.slice(0, MOST_NAMES).map((name) => `"${name.slice(0, 60)}"`)
  const found = names.length === 0 ? 'it has no row that could be read' : `its columns are ${listed.join(', ')}`
  if (wanted !== undefined) return `${file} has no column "${wanted}": ${found}.`
  return `${file} has no column of user ids: ${found}. Say which one with --id-column; where the first line is a person already, put a line "user_id" above it.`
}
