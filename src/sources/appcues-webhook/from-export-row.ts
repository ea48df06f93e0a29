import { properties } from '../../destinations/heap-appcues/catalog'
import { isRecord, parseJson } from '../shared/json'
import type { Log, SegmentCall } from '../shared/types'
import { readDelivery } from './read-delivery'
import { toCalls } from './to-calls'
import type { ToCallsOptions } from './to-calls'

/** Steps of a column's path that are followed; a longer one is no column of Appcues'. */
const MAX_STEPS = 32

/** Where a column's cells belong in the envelope of a webhook; undefined when they are used for nothing. */
type Path = readonly string[] | undefined

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

/** `USER_ID`, ` User ID ` and `userId` are one column. */
const normalize = (name: string): string => name.toLowerCase().replace(/[\s_-]/g, '')

const byNormalizedName = (names: readonly string[]): ReadonlyMap<string, string> =>
  new Map(names.map((name) => [normalize(name), name]))

/** Fields of the envelope that hold one value. */
const TEXTS = new Set(['id', 'name', 'event', 'user_id', 'account_id', 'group_id', 'timestamp'])

const FIELDS: ReadonlyMap<string, Path> = new Map([
  ...[...TEXTS].map((field): [string, Path] => [normalize(field), [field]]),
  ['eventname', ['event']],
  ['pageurl', ['context', 'page', 'url']],
  ['pagetitle', ['context', 'page', 'title']]
])

/** Keys of Appcues' payloads (its own code, unlike the catalog also those that no event in Heap has). */
const ATTRIBUTES = byNormalizedName([
  ...Object.values(properties).map(({ appcuesKey }) => appcuesKey),
  ...[
    'flowType',
    'workflowId',
    'workflowTaskId',
    'sessionId',
    'localeName',
    'localeId',
    'stepNumber',
    'interactionData'
  ],
  ...[
    'askMeLaterSelectedAt',
    'clickedUpdateNPSScore',
    'checklistVersion',
    'experienceInstanceId',
    'trigger',
    'version'
  ],
  ...['submissionId', 'fieldType', 'fieldRequired']
])

const CONTEXT = byNormalizedName(['url', 'title', 'page', 'pageUrl', 'pageTitle'])

/** Objects of the envelope that an export spreads over columns: `attributes_flowId`, `attributes.interaction.response.0.value`. */
const FLATTENED = /^(attributes|context)[\s._[](.+)$/i
/** The profile likewise: `identity_email`, `_identity.email`, `identity[email]`, `user.email`. `user_email` is no column of Appcues'. */
const FLATTENED_PROFILE = /^(?:_?identity[\s._[]|user[.[])(.+)$/i

/** The steps of `interaction.response[0].value`. */
const stepsOf = (path: string): string[] => path.split(/[.[\]]/).filter((step) => step !== '')

function findPath(column: string): Path {
  const name = column.trim()
  const [, object, path] = FLATTENED.exec(name) ?? []
  if (object?.toLowerCase() === 'attributes') return under('attributes', attributeSteps(path))
  if (object !== undefined) return under('context', contextSteps(path))
  const [, profilePath] = FLATTENED_PROFILE.exec(name) ?? []
  if (profilePath !== undefined) return under('identity', stepsOf(profilePath))
  const normalized = normalize(name)
  if (['attributes', 'context', 'identity', 'user'].includes(normalized)) return [normalized]
  const attribute = ATTRIBUTES.get(normalized)
  return FIELDS.get(normalized) ?? (attribute === undefined ? undefined : ['attributes', attribute])
}

const under = (object: string, steps: readonly string[]): Path => (steps.length === 0 ? undefined : [object, ...steps])

function attributeSteps(path: string): string[] {
  const [, profilePath] = /^_identity[\s._[](.+)$/i.exec(path) ?? []
  if (profilePath !== undefined) return ['_identity', ...stepsOf(profilePath)]
  return stepsOf(path).map((step) => ATTRIBUTES.get(normalize(step)) ?? step)
}

/** Of the context only the page is read. */
function contextSteps(path: string): string[] {
  const steps = stepsOf(path).map((step) => CONTEXT.get(normalize(step)))
  return steps.every((step) => step !== undefined) ? steps : []
}

/** A file names its columns in each row: what was found for a name is kept, for as many names as a file can have. */
const found = new Map<string, Path>()
const MAX_FOUND = 2000

function pathOf(column: string): Path {
  if (found.has(column)) return found.get(column)
  const path = findPath(column)
  if (found.size < MAX_FOUND) found.set(column, path)
  return path
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
