import { parse } from 'csv-parse/sync'
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
 * where none did. Each body is read once, so a batch costs time by its size and no more.
 *
 * @param responses say what was sent for each event
 */
export function sliceRequests(exchanges: readonly Exchange[], responses: readonly EventResponse[]): RequestPart[][] {
  const slicers = exchanges.map((exchange) => ({ facts: exchange.facts, slice: slicerOf(exchange) }))
  let whole: RequestPart[] | undefined
  return responses.map(({ sent }) => {
    const own = slicers.flatMap(({ facts, slice }) => {
      const body = slice(sent)
      return body === undefined ? [] : [{ facts, body: kept(body) }]
    })
    if (own.length > 0) return own
    // What an action rejected by itself is in none of the batch's requests.
    if (sent === undefined && responses.length > 1) return []
    whole ??= exchanges.map((exchange) => ({ facts: exchange.facts, body: kept(bodyText(exchange)) }))
    return whole
  })
}

export const bodyText = ({ json, text = '' }: Exchange): string => (json === undefined ? text : JSON.stringify(json))

/** Finds the part of one event by what was sent for it. */
type Slicer = (sent: unknown) => string | undefined

function slicerOf({ json, text }: Exchange): Slicer {
  if (typeof json === 'object' && json !== null) return memberSlicer(json as Record<string, unknown>)
  return text === undefined ? () => undefined : rowSlicer(text)
}

function memberSlicer(json: Record<string, unknown>): Slicer {
  const [key, list] = Object.entries(json).find(([, value]) => Array.isArray(value)) ?? []
  if (key === undefined) return () => undefined
  const members = new Map((list as unknown[]).map((member) => [JSON.stringify(member), member]))
  return (sent) => {
    const member = [JSON.stringify(sent), JSON.stringify(userIdOf(sent))].find((text) => members.has(text))
    return member === undefined ? undefined : JSON.stringify({ ...json, [key]: [members.get(member)] })
  }
}

interface RawRow {
  record: string[]
  raw: string
}

function rowSlicer(text: string): Slicer {
  const [header, ...rows] = parse(text, { raw: true, relax_column_count: true }) as unknown as RawRow[]
  const byCell = new Map<string, string>()
  for (const { record, raw } of rows) for (const cell of record) if (!byCell.has(cell)) byCell.set(cell, raw)
  return (sent) => {
    const id = userIdOf(sent)
    const raw = id === undefined ? undefined : byCell.get(id)
    return raw && [header.raw, raw].map((row) => `${row.replace(/^[\r\n]+|[\r\n]+$/g, '')}\r\n`).join('')
  }
}

function userIdOf(sent: unknown): string | undefined {
  const id = typeof sent === 'object' && sent !== null ? (sent as { user_id?: unknown }).user_id : undefined
  return typeof id === 'string' ? id : undefined
}
