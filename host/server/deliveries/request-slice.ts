import { parse } from 'csv-parse/sync'
import isEqual from 'lodash/isEqual'
import type { Exchange } from './exchanges'

/**
 * The part of a batch's request that belongs to one event: the same body with the lists cut down to its member. Undefined
 * where none of it does, or the request was for one event alone.
 *
 * @param sent what the action says it sent for the event
 */
export function ownPart({ json, text }: Exchange, sent: unknown): { json: unknown } | { text: string } | undefined {
  if (typeof json === 'object' && json !== null) return ownMembers(json as Record<string, unknown>, sent)
  const id = userIdOf(sent)
  return text !== undefined && id !== undefined ? ownRow(text, id) : undefined
}

function ownMembers(json: Record<string, unknown>, sent: unknown): { json: unknown } | undefined {
  for (const [key, value] of Object.entries(json)) {
    if (!Array.isArray(value)) continue
    const own: unknown = value.find((member: unknown) => isEqual(member, sent) || member === userIdOf(sent))
    if (own !== undefined) return { json: { ...json, [key]: [own] } }
  }
  return undefined
}

interface RawRow {
  record: string[]
  raw: string
}

function ownRow(text: string, id: string): { text: string } | undefined {
  const rows = parse(text, { raw: true }) as unknown as RawRow[]
  const own = rows.slice(1).find(({ record }) => record.includes(id))
  return own && { text: [rows[0], own].map(({ raw }) => `${raw.replace(/^[\r\n]+|[\r\n]+$/g, '')}\r\n`).join('') }
}

function userIdOf(sent: unknown): string | undefined {
  const id = typeof sent === 'object' && sent !== null ? (sent as { user_id?: unknown }).user_id : undefined
  return typeof id === 'string' ? id : undefined
}
