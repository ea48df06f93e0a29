import { isRecord, parseJson } from '../shared/json'

/** Levels of the deepest page Heap sends are fewer; a deeper body is not Heap's, and is not written again. */
const MAX_DEPTH = 16

/** Characters of the longest body that is written again: twice what a Segment function takes. Elsewhere the body is as it was signed. */
const MAX_REWRITTEN = 1024 * 1024

/** Keys in the order in which Heap's specification lists them, whatever object they stand in. */
const SPECIFIED = [
  ...['id_token', 'action_type', 'customer_config', 'data', 'fields'],
  ...['field_id', 'field_display_name', 'field_type', 'value'],
  ...['segment', 'sync_info', 'page_number', 'total_pages', 'sync_task_id'],
  ...['id', 'name', 'display_name']
]

/** Heap's specification lists `add` first; the page in Heap's example server has `remove` first. */
const ORDERS = [
  [...SPECIFIED, 'add', 'remove'],
  [...SPECIFIED, 'remove', 'add']
].map((keys) => new Map(keys.map((key, place) => [key, place])))

const escaped = (json: string, hexadecimal: (code: string) => string): string =>
  json.replace(/[\u0080-\uffff]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0')
    return `\\u${hexadecimal(code)}`
  })

/** The ways in which JSON writers spell the same text. */
const SPELLINGS: readonly ((json: string) => string)[] = [
  (json) => json,
  (json) => escaped(json, (code) => code),
  (json) => escaped(json, (code) => code.toUpperCase()),
  (json) => json.replace(/\//g, '\\/')
]

/**
 * The texts Heap may have signed, as far as needed: the body as received, then the same JSON written again in Heap's key order.
 * Segment hands deployed functions a body whose keys are in alphabetical order; the raw text is gone there.
 */
export function* rewrittenBodies(body: string): Generator<string> {
  yield body
  const value = body.length > MAX_REWRITTEN ? undefined : parseJson(body)
  if (!isRecord(value)) return
  for (const order of ORDERS) {
    const json = JSON.stringify(inOrder(value, order, 1))
    for (const spelling of SPELLINGS) yield spelling(json)
  }
}

/** Keys that Heap does not list come last, as they stand. */
function inOrder(value: unknown, order: ReadonlyMap<string, number>, level: number): unknown {
  if (level > MAX_DEPTH) return undefined
  if (Array.isArray(value)) return value.map((each) => inOrder(each, order, level + 1))
  if (!isRecord(value)) return value
  const place = (key: string): number => order.get(key) ?? order.size
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => place(left) - place(right))
      .map(([key, member]) => [key, inOrder(member, order, level + 1)])
  )
}
