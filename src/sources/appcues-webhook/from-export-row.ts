import { isRecord } from '../shared/is-record'
import { parseJson } from '../shared/parse-json'

/** Objects of the envelope that a CSV export spreads over columns (M): `attributes_flowId`, `attributes.interaction.response.0.value`. */
const COLUMN = /^(attributes|context)[._](.+)$/

const OBJECTS = new Set(['attributes', 'context'])

/** Steps of a column's path that are followed; a longer one is no column of Appcues'. */
const MOST_STEPS = 32

type Tree = Map<string, unknown>

/**
 * A row of an Appcues event export as the envelope a webhook would have brought. Rows of JSON exports are envelopes already;
 * those of a CSV export have flattened columns, JSON in cells, and empty cells where there is nothing.
 */
export function fromExportRow(row: Record<string, unknown>): Record<string, unknown> {
  const tree: Tree = new Map()
  for (const [column, cell] of Object.entries(row)) {
    if (cell === '' || cell === null || cell === undefined) continue
    const [, object, path] = COLUMN.exec(column) ?? []
    if (object === undefined) plant(tree, [column], OBJECTS.has(column) ? unpacked(cell) : cell)
    else plant(tree, [object, ...path.split('.')], unpacked(cell))
  }
  return asObject(tree)
}

/** A cell that holds an object or a list of objects, as JSON, as what it holds; any other, such as the title "[1]", as it is. */
function unpacked(cell: unknown): unknown {
  if (typeof cell !== 'string' || !/^\s*[[{]/.test(cell)) return cell
  const value = parseJson(cell)
  return isRecord(value) || (Array.isArray(value) && value.every(isRecord)) ? value : cell
}

/** Puts a value at its place; objects that meet there are merged, and otherwise the first value stays. */
function plant(tree: Tree, [step, ...rest]: string[], value: unknown): void {
  const present = tree.get(step)
  if (rest.length >= MOST_STEPS) return
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

const asObject = (tree: Tree): Record<string, unknown> =>
  Object.fromEntries([...tree].map(([key, value]) => [key, asValue(value)]))

function asValue(value: unknown): unknown {
  if (!(value instanceof Map)) return value
  const tree = value as Tree
  return [...tree.keys()].every((key) => /^\d+$/.test(key)) ? asList(tree) : asObject(tree)
}

/** Columns that are numbered 0, 1, 2, … were a list. */
function asList(tree: Tree): unknown[] {
  const inOrder = [...tree].sort(([left], [right]) => Number(left) - Number(right))
  return inOrder.map(([, value]) => asValue(value))
}
