import { PayloadValidationError } from '@segment/actions-core'
import type { AudienceMembership } from '@segment/actions-core'
import { appcuesUserId, assertAddressable, placesOf } from '../appcues/ids'
import { profileProperties } from '../appcues/profiles'
import { parseReference, toAudienceKey } from '../audience/remembered'
import type { AudienceReference } from '../audience/remembered'
import type { Settings } from '../generated-types'
import { toText } from '../shared/identity'
import type { RoundedIds } from '../shared/raw-input'
import { toIsoTime } from '../shared/time'
import type { Payload } from './generated-types'

/** The audience of one event: known by the reference of the connection, or, on an ordinary connection, by its key. Of one audience, `id` is equal. */
export type Audience = { id: string } & ({ reference: AudienceReference } | { key: string })

/** One event: who is in an audience, or has left it. */
export interface Member {
  /** Its place in the batch. */
  index: number
  userId: string
  isMember: boolean
  audience: Audience
  /** Further properties of the person, and what of the mapped is not sent. */
  traits: ReturnType<typeof profileProperties>
  payload: Payload
}

/** What is the same for all events of a call. */
export interface MemberContext {
  settings: Settings
  /** The reference that a Reverse ETL mapping was saved with. */
  savedReference: string | undefined
  rounded: RoundedIds
  /** The audiences met so far, by their reference: nearly always all events have one and the same. */
  connected: Map<string, Audience>
}

/**
 * One event, understood.
 *
 * @throws PayloadValidationError when its membership, its audience or its person cannot be determined
 */
export function toMember(
  payload: Payload,
  membership: AudienceMembership,
  index: number,
  context: MemberContext
): Member {
  const isMember = membershipOf(payload, membership)
  const audience = audienceOf(payload, context)
  const lastResort = !isMember && isDeletedRow(payload) ? payload.record_id : undefined
  const userId = appcuesUserId(payload, context.settings, context.rounded, lastResort)
  const traits = payload.traits ? profileProperties(payload.traits) : NO_TRAITS
  return { index, userId, isMember, audience, traits, payload }
}

const NO_TRAITS: Member['traits'] = { properties: {}, omitted: [] }

/** A deleted row of Reverse ETL carries its id and nothing else: for all other rows the id is the warehouse's and no person's. */
const isDeletedRow = (payload: Payload): boolean =>
  placesOf(payload).every((place) =>
    Object.entries(place ?? {}).every(([name, value]) => name === '__segment_id' || (value ?? '') === '')
  )

function membershipOf(payload: Payload, membership: AudienceMembership): boolean {
  if (typeof membership === 'boolean') return membership
  const { computation_key: key, computation_class } = payload
  // The step of a journey is entered and never left: its events may carry no boolean (Segment's framework).
  const values = placesOf(payload).map((place) => place?.[key ?? ''] ?? undefined)
  if (computation_class === 'journey_step' && values.every((value) => value === undefined)) return true
  const where = key ? `"${key}"` : 'the key of the audience'
  throw new PayloadValidationError(
    `Membership: the event does not say whether this person joined the audience or left it. In Engage, ${where} must be true or false, not a word, among the properties of a track or the traits of an identify call; in Reverse ETL, the row must be new, updated or deleted and the Sync Mode must take such rows.`
  )
}

/** The reference that came with the event, else the one that the mapping was saved with, else the audience's key. */
function audienceOf(payload: Payload, { savedReference, connected }: MemberContext): Audience {
  const text = toText(payload.external_audience_id) ?? savedReference
  if (text === undefined) {
    const key = toAudienceKey(payload.computation_id, payload.namespace)
    return { id: key, key }
  }
  const audience = connected.get(text) ?? connectedAudience(text)
  connected.set(text, audience)
  return audience
}

function connectedAudience(text: string): Audience {
  const reference = parseReference(text)
  // Asked before anything is written: later it would stop the other audiences of the batch too.
  assertAddressable('Audience Reference', reference.segment)
  return { id: JSON.stringify([reference.property, reference.segment]), reference }
}

export interface Latest {
  /** One for each person. */
  counting: Member[]
  /** Earlier changes of the same people: true once, and no longer. */
  superseded: Member[]
}

/** The last word about each person. */
export function latest(members: readonly Member[]): Latest {
  const people = new Map<string, Member[]>()
  for (const member of members) {
    const changes = people.get(member.userId)
    if (changes) changes.push(member)
    else people.set(member.userId, [member])
  }
  const found: Latest = { counting: [], superseded: [] }
  for (const changes of people.values()) {
    const last = lastOf(changes)
    found.counting.push(last)
    found.superseded.push(...changes.filter((change) => change !== last))
  }
  return found
}

/**
 * The change of the latest time, on a tie of the later place. One without a usable time counts as made together with the
 * one before it. Times are read only where there is something to compare: nearly everyone stands once in a batch.
 */
function lastOf(changes: readonly Member[]): Member {
  let [last] = changes
  if (changes.length === 1) return last
  let time = timeOf(last)
  for (const change of changes.slice(1)) {
    const own = timeOf(change) || time
    if (own < time) continue
    last = change
    time = own
  }
  return last
}

/** ISO 8601, empty when the change has none: any time is later. */
const timeOf = ({ payload }: Member): string => toIsoTime(payload.timestamp) ?? ''
