import { IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import type { AudienceMembership, RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { appcuesApi } from '../appcues/api'
import type { AppcuesApi } from '../appcues/api'
import { NO_LIMIT, propertyName, recurringLimit } from '../audience/admission'
import { savedReference, syncsSegment } from '../audience/remembered'
import { SegmentRegistry } from '../audience/registry'
import type { Settings } from '../generated-types'
import { sendBatch } from '../shared/batch'
import { toText } from '../shared/identity'
import { toErrorResponse } from '../shared/multistatus'
import type { ErrorResponse, EventResponse } from '../shared/multistatus'
import { RoundedIds } from '../shared/raw-input'
import type { RawInput } from '../shared/raw-input'
import { fields } from './fields'
import type { Payload } from './generated-types'
import { latest, toMember } from './member'
import type { Member } from './member'
import { memberResponse, supersededResponse, undeliveredResponse, writeMembers } from './write-members'
import type { Target } from './write-members'

/** What an action is given beside its payloads. */
export interface SyncContext extends RawInput {
  settings: Settings
  hookOutputs?: unknown
  /** `connect_on_delivery`: an audience is connected by its first delivery here, so the limit of recurring syncs counts there. */
  features?: Record<string, boolean>
}

/**
 * Writes the memberships of a call to Appcues, audience by audience, and responds for each event in its place.
 *
 * @param memberships stands beside `payloads`, event by event
 * @throws InvalidAuthenticationError when Appcues is not configured
 */
export async function syncMembers(
  request: RequestClient,
  payloads: readonly Payload[],
  memberships: readonly AudienceMembership[],
  { settings, hookOutputs, features, ...raw }: SyncContext
): Promise<EventResponse[]> {
  const api = appcuesApi(request, settings)
  const registry = new SegmentRegistry(api)
  const limit = features?.connect_on_delivery === true ? recurringLimit(settings) : NO_LIMIT
  const rounded = new RoundedIds(raw, { user_id: fields.user_id.default, record_id: fields.record_id.default })
  const context = { settings, savedReference: savedReference(hookOutputs), rounded, connected: new Map() }
  return sendBatch(
    payloads,
    (payload, index) => toMember(payload, memberships[index], index, context),
    async (members) => {
      const responses: EventResponse[] = []
      // One after the other: an audience that is created here takes its name from those that follow.
      for (const audience of Object.values(groupBy(members, ({ audience: { id } }) => id))) {
        const find = (): Promise<Target> => targetOf(audience[audience.length - 1], registry, limit)
        for (const [{ index }, response] of await syncOne(api, find, audience)) responses[index] = response
      }
      return members.map(({ index }) => responses[index])
    }
  )
}

async function syncOne(
  api: AppcuesApi,
  find: () => Promise<Target>,
  members: readonly Member[]
): Promise<[Member, EventResponse][]> {
  const target = await find().catch(toFailure)
  if ('errormessage' in target) return members.map((member) => [member, undeliveredResponse(member, target)])
  const { counting, superseded } = latest(members)
  const outcomes = await writeMembers(api, target, counting, members[members.length - 1].payload.delivery)
  return [
    ...superseded.map((member): [Member, EventResponse] => [member, supersededResponse(member, target)]),
    ...outcomes.map((outcome): [Member, EventResponse] => [outcome.member, memberResponse(outcome, target)])
  ]
}

/**
 * Where the members of an audience go. A reference says all; on an ordinary connection the segment is found by the audience's
 * key, and created the first time.
 *
 * @param member the audience's last in the batch: its switch Keep Segment is the newest
 */
async function targetOf({ audience, payload }: Member, registry: SegmentRegistry, limit: number): Promise<Target> {
  if ('reference' in audience) {
    const { property, segment, fill } = audience.reference
    return { property, segment: syncsSegment(payload.keep_segment, fill) ? segment : undefined }
  }
  const fill = syncsSegment(payload.keep_segment)
  const name = (): string =>
    propertyName(toText(payload.audience_name) ?? payload.computation_key, payload.property_name)
  const wanted = { key: audience.key, sync: 'recurring', fill, propertyName: name } as const
  const { property, segment, duplicates } = await registry.find(wanted, limit)
  return { property, segment: fill ? segment : undefined, duplicates }
}

/** What kept an audience from being found or created, as the response for its members; a fault of ours passes through. */
function toFailure(error: unknown): ErrorResponse {
  if (error instanceof PayloadValidationError) return toErrorResponse(error)
  if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) {
    return { status: error.status ?? 500, errormessage: error.message }
  }
  throw error
}
