import { isRecord, parseJson } from '../shared/json'
import type { Log, SegmentCall } from '../shared/types'
import { pathOf, TEXTS } from './export-columns'
import { readDelivery } from './read-delivery'
import { toCalls } from './to-calls'
import type { ToCallsOptions } from './to-calls'

/** Steps of a column's path that are followed; a longer one is no column of Appcues'. */
const MAX_STEPS = 32

/**
 * A row of an Appcues event export as Segment calls: an export is a pile of webhooks that come late and unsigned. Rows of a
 * JSON export are envelopes; those of a CSV export or of a warehouse have flattened columns, in any case and with blanks,
 * JSON in cells, and plain columns (`score`, `flow_id`) beside the envelope.
 *
 * @returns the calls, and the columns of this row that hold something and are used for nothing
 * @throws SourceError for a row that cannot be used
 */
export function fromExportRow(
  row: Record<string, unknown>,
  options: ToCallsOptions,
  log: Log
): { calls: SegmentCall[]; unusedColumns: string[] } {
  const unusedColumns = Object.keys(row).filter((column) => !isEmptyCell(row[column]) && !pathOf(column))
  return { calls: toCalls(readDelivery(toEnvelope(row)), options, log), unusedColumns }
}

type Tree = Map<string, unknown>

/** The envelope that a webhook would have brought. */
export function toEnvelope(row: Record<string, unknown>): Record<string, unknown> {
  const tree: Tree = new Map()
  for (const [column, cell] of Object.entries(row)) {
    const path = isEmptyCell(cell) ? undefined : pathOf(column)
    if (path) plant(tree, path, TEXTS.has(path[0]) ? cell : fromJsonCell(cell))
  }
  if (!tree.has('name') && tree.has('event')) tree.set('name', tree.get('event'))
  tree.delete('event')
  return toObject(tree)
}

/** `\N` is how databases write null into a file. */
const isEmptyCell = (cell: unknown): boolean =>
  cell === '' || cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '\\N')

/** A cell that holds an object or a list of objects, as JSON, as what it holds; any other, such as the title "[1]", as it is. */
function fromJsonCell(cell: unknown): unknown {
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return cell
  const value = parseJson(cell)
  return isRecord(value) || (Array.isArray(value) && value.every(isRecord)) ? value : cell
}

/** Puts a value at its place; objects that meet there are merged, and otherwise the first value stays. */
function plant(tree: Tree, [step, ...rest]: readonly string[], value: unknown): void {
  const present = tree.get(step)
  if (rest.length >= MAX_STEPS) return
  if (rest.length > 0) {
    const below = present === undefined ? new Map<string, unknown>() : toTree(present)
    if (!below) return
    tree.set(step, below)
    plant(below, rest, value)
  } else if (present === undefined) {
    tree.set(step, value)
  } else if (present instanceof Map && isRecord(value)) {
    Object.entries(value).forEach(([key, member]) => plant(present as Tree, [key], member))
  }
}

function toTree(value: unknown): Tree | undefined {
  if (value instanceof Map) return value as Tree
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

const toObject = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries([...tree].map(([key, value]) => [key, toValue(value)]))

function toValue(value: unknown): unknown {
  if (!(value instanceof Map)) return value
  const tree = value as Tree
  return [...tree.keys()].every((key) => /^\d+$/.test(key)) ? toList(tree) : toObject(tree)
}

/** Columns that are numbered 0, 1, 2, … were a list. */
function toList(tree: Tree): unknown[] {
  const inOrder = [...tree].sort(([left], [right]) => Number(left) - Number(right))
  return inOrder.map(([, value]) => toValue(value))
}
