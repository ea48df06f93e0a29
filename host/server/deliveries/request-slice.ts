import { parse } from 'csv-parse/sync'
import trim from 'lodash/trim'
import type { EventResponse } from '../../delivery/outcome'
import { beginningOf } from './size'
import type { Exchange, RequestFacts } from './exchanges'

/** One request, with the part of its body that belongs to one event. */
export interface RequestPart {
  facts: RequestFacts
  body: string
}

/** So much of a body is kept. */
const BODY_KEPT = 16_384

const kept = (body: string): string => (body.length > BODY_KEPT ? `${beginningOf(body, BODY_KEPT)}\n… (cut)` : body)

/**
 * The requests of a batch for each of its events: those that carried it, with their lists cut down to its member; all of them
 * where none did. Each body is read once, so a batch costs time by its size and no more, however many requests it took.
 *
 * @param responses say what was sent for each event
 */
export function sliceRequests(exchanges: readonly Exchange[], responses: readonly EventResponse[]): RequestPart[][] {
  const slices = slicesOf(exchanges)
  let whole: RequestPart[] | undefined
  return responses.map(({ sent }) => {
    const own = [sent, userIdOf(sent)].flatMap((each) => slices.get(JSON.stringify(each)) ?? [])
    if (own.length > 0) return own.map(({ facts, body }) => ({ facts, body: kept(body()) }))
    // What an action rejected by itself is in none of the batch's requests.
    if (sent === undefined && responses.length > 1) return []
    whole ??= exchanges.map((exchange) => ({ facts: exchange.facts, body: kept(bodyText(exchange)) }))
    return whole
  })
}

export const bodyText = ({ json, text = '' }: Exchange): string => (json === undefined ? text : JSON.stringify(json))

/** One request, and how its body reads with the part of one event alone. */
interface Slice {
  facts: RequestFacts
  body: () => string
}

/** The requests that carried something, in their order, by what they carried: a member of a list, or a cell of a row. */
function slicesOf(exchanges: readonly Exchange[]): Map<string, Slice[]> {
  const slices = new Map<string, Slice[]>()
  for (const exchange of exchanges) {
    for (const [carried, body] of bodiesOf(exchange)) {
      const found = slices.get(carried) ?? []
      slices.set(carried, found)
      found.push({ facts: exchange.facts, body })
    }
  }
  return slices
}

type Bodies = Map<string, Slice['body']>

function bodiesOf({ json, text }: Exchange): Bodies {
  if (typeof json === 'object' && json !== null) return membersOf(json as Record<string, unknown>)
  return text === undefined ? new Map<string, Slice['body']>() : rowsOf(text)
}

function membersOf(json: Record<string, unknown>): Bodies {
  const [key, list] = Object.entries(json).find(([, value]) => Array.isArray(value)) ?? []
  if (key === undefined) return new Map()
  return new Map(
    (list as unknown[]).map((member) => [JSON.stringify(member), () => JSON.stringify({ ...json, [key]: [member] })])
  )
}

interface RawRow {
  record: string[]
  raw: string
}

function rowsOf(text: string): Bodies {
  const [header, ...rows] = parse(text, { raw: true, relax_column_count: true }) as unknown as RawRow[]
  const bodies: Bodies = new Map()
  for (const { record, raw } of rows) {
    const body = (): string => [header.raw, raw].map((row) => `${trim(row, '\r\n')}\r\n`).join('')
    for (const cell of record.map((each) => JSON.stringify(each))) if (!bodies.has(cell)) bodies.set(cell, body)
  }
  return bodies
}

function userIdOf(sent: unknown): string | undefined {
  const id = typeof sent === 'object' && sent !== null ? (sent as { user_id?: unknown }).user_id : undefined
  return typeof id === 'string' ? id : undefined
}
