import { SourceError } from '../shared/errors'
import { asRecord, isRecord, parseJson } from '../shared/json'
import { isBlank } from '../shared/segment-call'
import type { Log } from '../shared/types'

/** What a webhook, or a row of an export, says about one event. Unverified: as third-party code reads it. */
export interface Delivery {
  id?: unknown
  name: string
  userId?: unknown
  groupId?: unknown
  timestamp?: unknown
  attributes: Record<string, unknown>
  context: Record<string, unknown>
  /** What Appcues says about the person. Never sent as a whole. */
  profile: Record<string, unknown>
}

/** Reads the envelope of an event: its keys in snake_case or camelCase, `attributes` and `context` as objects or as JSON in a text. */
export function readDelivery(envelope: Record<string, unknown>): Delivery {
  const field = (...keys: string[]): unknown => keys.map((key) => envelope[key]).find((value) => !isBlank(value))
  const name = field('name')
  if (typeof name !== 'string') {
    throw new SourceError('INVALID_PAYLOAD', 'The field "name" is missing. Send the name of the event.')
  }
  const attributes = objectIn('attributes', field('attributes'))
  return {
    id: field('id'),
    name: name.trim(),
    userId: field('user_id', 'userId'),
    groupId: field('group_id', 'groupId'),
    timestamp: field('timestamp'),
    attributes,
    context: objectIn('context', field('context')),
    profile: {
      ...[envelope.user, envelope.identity, envelope._identity, attributes.user, attributes.identity].reduce(
        merged,
        {}
      ),
      ...toRecord(attributes._identity)
    }
  }
}

const merged = (profile: object, value: unknown): object => ({ ...profile, ...toRecord(value) })

/** An object, or one whose JSON stands in a text; an empty one for anything else. */
export const toRecord = (value: unknown): Record<string, unknown> => asRecord(fromJson(value))

const fromJson = (value: unknown): unknown => (typeof value === 'string' ? parseJson(value) : value)

function objectIn(field: string, value: unknown): Record<string, unknown> {
  if (value === undefined) return {}
  const object = fromJson(value)
  if (isRecord(object)) return object
  throw new SourceError(
    'INVALID_PAYLOAD',
    `The field "${field}" is not an object. Send an object, or its JSON as text.`
  )
}

/** The named values of the profile, under the names that were asked for; undefined when there are none. */
export function pickTraits(
  profile: Record<string, unknown>,
  wanted: readonly string[],
  log: Log
): Record<string, unknown> | undefined {
  const picked = wanted.flatMap((name): [string, unknown][] => {
    const value = valueOf(profile, name)
    if (isBlank(value)) return []
    if (['string', 'number', 'boolean'].includes(typeof value)) return [[name, value]]
    log(`Omitted the trait "${name}": it is not text, a number or a boolean.`)
    return []
  })
  return picked.length === 0 ? undefined : Object.fromEntries(picked)
}

/** Letter for letter first, then ignoring case: a warehouse column is in capitals. */
export function valueOf(profile: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(profile, name)) return profile[name]
  return Object.entries(profile).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}

const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

/** `flow_id` as `flowId`; keys of any other shape stay as they are. */
export const camelCase = (key: string): string =>
  SNAKE_CASE.test(key) ? key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()) : key
