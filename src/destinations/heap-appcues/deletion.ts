import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import { APIError, IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import { appcuesApi } from './appcues/api'
import { appcuesRegion, deleteAnalytics, isAppcuesFilledIn } from './appcues/client'
import { identityPropertyOf } from './appcues/ids'
import { appcuesBody, appcuesError } from './appcues/response'
import { isCredentialError, isRetryable, isSuccess } from './shared/http'
import type { VendorResponse } from './shared/http'
import type { Settings } from './generated-types'
import { heapApi } from './heap/client'
import { isAnonymousId, isPlaceholderId, toText } from './shared/identity'
import { settingLabel } from './settings'

interface Part {
  vendor: string
  run: () => Promise<JSONLikeObject>
}

/**
 * Deletes a person where deletion is configured: in Appcues always, in Heap only where the settings say so (final there, and
 * in all environments). Both are attempted even if one fails; a repeat is harmless. A person already gone is success.
 *
 * @returns what each vendor said
 * @throws APIError that names which vendor failed and why, with the status that says whether to try again
 */
export async function onDelete(
  request: RequestClient,
  { payload, settings }: { payload: { userId?: unknown; anonymousId?: unknown }; settings: Settings }
): Promise<JSONLikeObject> {
  const parts = deletions(request, settings, personId(payload), toText(payload.userId))
  const results = await Promise.all(parts.map(async ({ vendor, run }) => ({ vendor, ...(await settled(run)) })))
  const failed = results.flatMap(({ error }) => (error ? [{ error }] : []))
  if (failed.length === 0) return Object.fromEntries(results.map(({ vendor, body }) => [vendor, body]))
  const reasons = results.map(({ vendor, error }) => `${vendor}: ${error ? error.message : 'deleted.'}`)
  const decisive = failed.find(({ error }) => isRetryable(error.status ?? 400)) ?? failed[0]
  throw new APIError(reasons.join(' '), decisive.error.status ?? 400)
}

/** The Segment user id; Appcues' anonymous visitors have theirs as the anonymous id. */
function personId({ userId, anonymousId }: { userId?: unknown; anonymousId?: unknown }): string {
  const id = toText(userId) ?? toText(anonymousId)
  if (id !== undefined && !isPlaceholderId(id)) return id
  throw new PayloadValidationError('User ID: the deletion request has no usable user ID.')
}

function deletions(request: RequestClient, settings: Settings, id: string, userId: string | undefined): Part[] {
  const appcues = { vendor: 'Appcues', run: () => deleteInAppcues(request, settings, id) }
  const heap = { vendor: 'Heap', run: () => deleteInHeap(request, settings, userId) }
  return [...(isAppcuesFilledIn(settings) ? [appcues] : []), ...(settings.heapDeleteOnRequest ? [heap] : [])]
}

/**
 * Profile and, with the legacy key, analytics. Both are attempted before either failure is thrown; someone unknown (404) is as
 * good as deleted.
 */
async function deleteInAppcues(request: RequestClient, settings: Settings, id: string): Promise<JSONLikeObject> {
  assertIdentityKnown('Appcues', 'appcuesIdentityProperty', identityPropertyOf(settings))
  const [profile, privacy] = await Promise.all([
    appcuesApi(request, settings).deleteProfile(id),
    deleteAnalytics(request, settings, id)
  ])
  const failed = [profile, privacy].find((response) => response && !isSuccess(response) && response.status !== 404)
  if (failed) throw appcuesError(failed)
  const summary = { profile: summaryOf(profile), ...(privacy ? { privacy: summaryOf(privacy) } : {}) }
  if (toText(settings.appcuesLegacyApiKey) === undefined || appcuesRegion(settings) === 'US') return summary
  return { ...summary, privacy: 'Not asked: no privacy endpoint is known for the EU, so analytics stay.' }
}

const summaryOf = (response: VendorResponse): JSONLikeObject => ({ status: response.status, ...appcuesBody(response) })

/** An anonymous id is never sent as an identity, so it must not be deleted as one either: it would name someone else or no one. */
async function deleteInHeap(
  request: RequestClient,
  settings: Settings,
  userId: string | undefined
): Promise<JSONLikeObject> {
  assertIdentityKnown('Heap', 'heapIdentityProperty', toText(settings.heapIdentityProperty))
  if (userId === undefined || isAnonymousId(userId)) {
    return { skipped: 'Heap deletes people with an identity, and this visitor has none.' }
  }
  const response = await heapApi(request, settings).deleteUser(userId)
  const { status, failure } = response
  if (isSuccess(response)) return { status }
  if (!isCredentialError(status)) throw new APIError(`${failure ?? `Heap responded with ${status}`}.`, status)
  throw new APIError(`Heap does not accept the ${settingLabel('heapApiKey')}: copy it again.`, status)
}

/** A deletion request carries the Segment user id and nothing else: under another identity it would miss, or delete someone else. */
function assertIdentityKnown(
  vendor: string,
  setting: 'appcuesIdentityProperty' | 'heapIdentityProperty',
  property: string | undefined
): void {
  if (property === undefined) return
  throw new PayloadValidationError(
    `people are identified by the property "${property}" (setting ${settingLabel(setting)}), which a deletion request does not carry. Delete this person in ${vendor} by hand.`
  )
}

async function settled(
  run: () => Promise<JSONLikeObject>
): Promise<{ body?: JSONLikeObject; error?: IntegrationError | InvalidAuthenticationError }> {
  try {
    return { body: await run() }
  } catch (error) {
    if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) return { error }
    throw error
  }
}
