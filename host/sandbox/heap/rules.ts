import { isObject, isText } from '../request'

/** Heap's documented limits, a second time on purpose: the sandbox checks the destination and does not share its numbers. */
const MOST_ITEMS = 1000
const MOST_EVENT_NAME = 1024
const MOST_IDENTITY = 255
/** Property keys and values are "under 1024" characters. */
const BELOW_TEXT = 1024
/** `/api/integrations/track` asks for at least this many (undocumented; seen in use). */
const LEAST_KEY = 8

/** The kinds of name by which Heap knows a person. */
export const PERSON_KINDS = ['identity', 'user_id', 'email', 'anonymous_id'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

export interface PersonName {
  kind: PersonKind
  id: string
}

export type HeapProperties = Record<string, string | number>

/** One event as Heap would take it. */
export interface AcceptedEvent {
  who: PersonName
  name: string
  /** ISO 8601 as sent; undefined where the sender leaves it to Heap. */
  timestamp?: string
  key?: string
  properties: HeapProperties
}

/** Properties for one person. */
export interface AcceptedUser {
  who: PersonName
  properties: HeapProperties
}

/** The items as `read` takes them; undefined when one of them is bad: Heap takes a batch whole or not at all. */
export function acceptAll<T>(items: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (!Array.isArray(items) || items.length === 0 || items.length > MOST_ITEMS) return undefined
  const accepted: T[] = []
  for (const item of items) {
    const one = read(item)
    if (one === undefined) return undefined
    accepted.push(one)
  }
  return accepted
}

/** An event of `/api/track`: exactly one of `identity` and `user_id`, properties of text and numbers. */
export function acceptEvent(event: unknown): AcceptedEvent | undefined {
  if (!isObject(event)) return undefined
  const who = identified(event)
  const properties = acceptProperties(event.properties)
  if (!who || !properties || !isCommon(event)) return undefined
  return accepted(event, who, properties)
}

/** An event of `/api/integrations/track`: text values only and a key that is long enough. */
export function acceptIntegrationEvent(event: unknown): AcceptedEvent | undefined {
  if (!isObject(event) || !isObject(event.user_identifier)) return undefined
  const who = anyName(event.user_identifier)
  const properties = acceptProperties(event.custom_properties)
  if (!who || !properties || !isCommon(event)) return undefined
  if (!isText(event.idempotency_key) || event.idempotency_key.length < LEAST_KEY) return undefined
  if (Object.values(properties).some((value) => typeof value !== 'string')) return undefined
  return accepted(event, who, properties)
}

/** An entry of `/api/add_user_properties`. No property may be called `id`, in any casing. */
export function acceptUser(user: unknown): AcceptedUser | undefined {
  if (!isObject(user) || !isObject(user.properties)) return undefined
  const who = identified(user)
  const properties = acceptProperties(user.properties)
  if (!who || !properties || Object.keys(properties).some((key) => key.toLowerCase() === 'id')) return undefined
  return { who, properties }
}

/** The person of a deletion request. */
export const acceptPerson = (user: unknown): PersonName | undefined => (isObject(user) ? identified(user) : undefined)

type RawEvent = Record<string, unknown>

const accepted = (event: RawEvent, who: PersonName, properties: HeapProperties): AcceptedEvent => ({
  who,
  name: event.event as string,
  timestamp: event.timestamp as string | undefined,
  key: event.idempotency_key as string | undefined,
  properties
})

/** What both endpoints require of an event: a name, a valid time, a key that is text. */
const isCommon = ({ event, timestamp, idempotency_key }: RawEvent): boolean =>
  isText(event) &&
  event.length <= MOST_EVENT_NAME &&
  (timestamp === undefined || isTime(timestamp)) &&
  (idempotency_key === undefined || isText(idempotency_key))

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

const isTime = (value: unknown): boolean =>
  typeof value === 'string' && ISO_TIME.test(value) && !Number.isNaN(Date.parse(value))

function identified({ identity, user_id }: RawEvent): PersonName | undefined {
  if (identity === undefined) return heapUser(user_id)
  if (user_id !== undefined || !isText(identity) || identity.length > MOST_IDENTITY) return undefined
  return { kind: 'identity', id: identity }
}

/** Heap's own numeric id of a user. */
const heapUser = (id: unknown): PersonName | undefined =>
  /^\d+$/.test(typeof id === 'number' || typeof id === 'string' ? String(id) : '')
    ? { kind: 'user_id', id: String(id) }
    : undefined

/** At least one name; the first that is there, in the order of `PERSON_KINDS`, identifies the person. */
function anyName(names: RawEvent): PersonName | undefined {
  const kind = PERSON_KINDS.find((each) => names[each] !== undefined)
  const id = kind && names[kind]
  return kind && isText(id) && id.length <= MOST_IDENTITY ? { kind, id } : undefined
}

/** Text and numbers below 1024 characters; a list becomes one text joined by `||` and cut, as Heap stores it. */
function acceptProperties(properties: unknown): HeapProperties | undefined {
  if (properties === undefined) return {}
  if (!isObject(properties)) return undefined
  const entries = Object.entries(properties)
  if (!entries.every(([key, value]) => key.length < BELOW_TEXT && isStorable(value))) return undefined
  if (!entries.some(([, value]) => Array.isArray(value))) return properties as HeapProperties
  return Object.fromEntries(
    entries.map(([key, value]) => [key, Array.isArray(value) ? joined(value) : value])
  ) as HeapProperties
}

const isStorable = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value.length < BELOW_TEXT) || Array.isArray(value)

const joined = (list: unknown[]): string => list.map(String).join('||').slice(0, BELOW_TEXT)
