import { IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import type { AudienceMembership, RequestClient } from '@segment/actions-core'
import groupBy from 'lodash/groupBy'
import { tryBuild, toErrorResponse } from '../shared/multistatus'
import type { EventResponse, ErrorResponse } from '../shared/multistatus'
import { appcuesApi } from '../appcues/api'
import type { AppcuesApi } from '../appcues/api'
import { SegmentRegistry } from '../audience/registry'
import type { Settings } from '../generated-types'
import { audienceKey } from './audience-of'
import { deliver } from './deliver'
import type { Payload } from './generated-types'
import { latest } from './latest'
import { toMember } from './member'
import type { Member } from './member'
import { memberAnswer, supersededAnswer, undeliveredAnswer } from './member-answer'
import { savedReference } from './saved-reference'
import { targetOf } from './target'

/**
 * Writes the memberships of a call to Appcues, audience by audience, and answers for each event in its place.
 *
 * @param memberships stands beside `payloads`, event by event
 * @throws InvalidAuthenticationError when Appcues is not configured
 */
export async function syncMembers(
  request: RequestClient,
  payloads: readonly Payload[],
  memberships: readonly AudienceMembership[],
  { settings, hookOutputs }: { settings: Settings; hookOutputs?: unknown }
): Promise<EventResponse[]> {
  const api = appcuesApi(request, settings)
  const answers: EventResponse[] = []
  const members: Member[] = []
  const context = { identityProperty: settings.identityProperty, savedReference: savedReference(hookOutputs) }
  payloads.forEach((payload, index) => {
    const result = tryBuild(() => toMember(payload, memberships[index], index, context))
    if ('error' in result) answers[index] = result.error
    else members.push(result.built)
  })
  const register = new SegmentRegistry(api)
  // One after the other: an audience that is made here takes its name from those that follow.
  for (const audience of Object.values(groupBy(members, (member) => audienceKey(member.audience)))) {
    for (const [index, answer] of await syncOne(api, register, audience)) answers[index] = answer
  }
  return answers
}

async function syncOne(
  api: AppcuesApi,
  register: SegmentRegistry,
  members: readonly Member[]
): Promise<[number, EventResponse][]> {
  const newest = members[members.length - 1]
  const target = await targetOf(newest, register).catch(undelivered)
  if ('errormessage' in target) return members.map((member) => [member.index, undeliveredAnswer(member, target)])
  const { counting, superseded } = latest(members)
  const outcomes = await deliver(api, target, counting, newest.payload.delivery)
  return [
    ...superseded.map((member): [number, EventResponse] => [member.index, supersededAnswer(member, target)]),
    ...outcomes.map((outcome): [number, EventResponse] => [outcome.member.index, memberAnswer(outcome, target)])
  ]
}

/** What kept an audience from being found or made, as the answer for its members; a fault of ours passes through. */
function undelivered(error: unknown): ErrorResponse {
  if (error instanceof PayloadValidationError) return toErrorResponse(error)
  if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) {
    return { status: error.status ?? 500, errormessage: error.message }
  }
  throw error
}
