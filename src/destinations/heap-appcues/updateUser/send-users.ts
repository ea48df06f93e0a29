import { PayloadValidationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { anonymous_id, identity } from '../common-fields'
import type { Settings } from '../generated-types'
import { heapApi } from '../heap/client'
import type { HeapValue } from '../heap/client'
import { heapPerson } from '../heap/identity'
import { PropertyCollector, valueTypes } from '../heap/properties'
import { toEventResponse } from '../heap/send'
import { settingLabel } from '../settings'
import { bisect, latestValues, sendBatch } from '../shared/batch'
import { hostFilter } from '../shared/event-rules'
import { skipped } from '../shared/multistatus'
import type { EventResponse, SuccessResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { toIsoTime } from '../shared/time'
import { userProperties } from './fields'
import type { UserPropertyEntry } from './fields'
import type { Payload } from './generated-types'

/** What one payload says about one person. `time` is ISO 8601, empty when the payload has none: any time is later. */
export interface UserUpdate {
  identity: string
  time: string
  properties: Record<string, HeapValue>
  omitted: readonly string[]
}

const entries = new Map<string, UserPropertyEntry>(Object.entries(userProperties))

const NO_IDENTITY = 'Heap keeps user properties only of people with an identity, and this visitor has none yet.'

/**
 * @throws PayloadValidationError when there is no person to attach it to, or nothing to set
 */
export function buildUpdate(payload: Payload, settings: Settings, rounded?: RoundedIds): UserUpdate | SuccessResponse {
  const optional = skipOptional(payload, settings)
  if (optional) return optional
  const traits = [payload.traits, payload.context?.traits as Record<string, unknown> | undefined, payload.properties]
  const person = heapPerson(payload, settings.heapIdentityProperty, traits, rounded)
  if (!('identity' in person)) return skipped(NO_IDENTITY)
  const time = toIsoTime(payload.timestamp)
  const collected = collectProperties(payload, settings, time)
  const values = dropOrphans(collected)
  if (Object.keys(values).length === 0) {
    const why = collected.omitted.length > 0 ? ` ${collected.omitted.join(' ')}` : ''
    throw new PayloadValidationError(`Properties: there is nothing to set.${why} Map at least one property to a value.`)
  }
  return { identity: person.identity, time: time ?? '', properties: values, omitted: collected.omitted }
}

type OptionalEntry = UserPropertyEntry & Required<Pick<UserPropertyEntry, 'setting'>>

const isOff = (entry: UserPropertyEntry, settings: Settings): entry is OptionalEntry =>
  entry.setting !== undefined && !settings[entry.setting]

/**
 * The response for a payload that sets optional properties only, when none of them can be set: their setting is off, or the
 * event says nothing of them. Looked at first, so that what is switched off cannot be at fault either.
 */
function skipOptional({ properties }: Payload, settings: Settings): SuccessResponse | undefined {
  const reasons = Object.entries(properties ?? {}).map(([name, value]) => {
    const entry = entries.get(name)
    if (entry?.setting === undefined) return undefined
    if (isOff(entry, settings)) return `The setting ${settingLabel(entry.setting)} is off; turn it on to send ${name}.`
    return valueTypes[entry.type].convert(value) === undefined ? `This event has no usable ${name}.` : undefined
  })
  const [reason] = reasons
  return reasons.every(Boolean) && reason !== undefined ? skipped(reason) : undefined
}

/** A date that is unusable gives way to the time of the event, as the date of what the event tells. */
function collectProperties({ properties }: Payload, settings: Settings, time?: string): PropertyCollector {
  const collected = new PropertyCollector()
  for (const [name, value] of Object.entries(properties ?? {})) {
    const entry = entries.get(name)
    if (name.trim().toLowerCase() === 'id') collected.omit(name, 'Heap allows no user property of this name')
    else if (entry === undefined) collected.add(name, value)
    else if (isOff(entry, settings)) collected.omit(name, `the setting ${settingLabel(entry.setting)} is off`)
    else collected.addTyped(name, entry.type === 'time' ? (toIsoTime(value) ?? time) : value, entry.type)
  }
  return collected
}

/** What is collected, less what says something only together with another property that is not sent. */
function dropOrphans(collected: PropertyCollector): Record<string, HeapValue> {
  const values = collected.toObject()
  for (const [name, { needs }] of entries) {
    if (needs === undefined || !(name in values) || needs in values) continue
    delete values[name]
    collected.omit(name, `it belongs to ${needs}, which is not sent`)
  }
  return values
}

/**
 * Sets user properties in Heap, one entry a person, and responds for each payload in its place.
 *
 * @param raw the framework's own input
 */
export async function sendUsers(
  request: RequestClient,
  payloads: readonly Payload[],
  settings: Settings,
  raw: RawInput
): Promise<EventResponse[]> {
  const api = heapApi(request, settings)
  const rounded = new RoundedIds(raw, { identity: identity.default, anonymous_id: anonymous_id.default })
  const skipOtherHost = hostFilter(settings)
  return sendBatch(
    payloads,
    (payload) => {
      const page = payload.context?.page as { url?: unknown } | undefined
      return skipOtherHost(page?.url) ?? buildUpdate(payload, settings, rounded)
    },
    async (updates) => {
      const users = latestValues(updates)
      const responses = await bisect('Heap', users, api.addUserProperties)
      const places = new Map(users.map((user, index) => [user.identity, index]))
      return updates.map((update) => {
        const index = places.get(update.identity) ?? 0
        return toEventResponse(responses[index], users[index], update.omitted)
      })
    }
  )
}
