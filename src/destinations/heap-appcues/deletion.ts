import type { JSONLikeObject, RequestClient } from '@segment/actions-core'
import { APIError, IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import { appcuesRegion, isAppcuesFilledIn } from './appcues/api'
import { deleteUser } from './appcues/delete-user'
import { isRetryable, isSuccess } from './shared/http'
import type { Settings } from './generated-types'
import { deleteHeapUser } from './heap/delete-user'
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
 * @throws APIError that names which vendor failed and why, with the status that tells whether to try again
 */
export async function onDelete(
  request: RequestClient,
  { payload, settings }: { payload: { userId?: unknown; anonymousId?: unknown }; settings: Settings }
): Promise<JSONLikeObject> {
  const parts = deletions(request, settings, personId(payload), toText(payload.userId))
  const results = await Promise.all(parts.map(async ({ vendor, run }) => ({ vendor, ...(await settled(run)) })))
  const failed = results.flatMap(({ vendor, error }) => (error ? [{ vendor, error }] : []))
  if (failed.length === 0) return Object.fromEntries(results.map(({ vendor, answer }) => [vendor, answer]))
  const words = results.map(({ vendor, error }) => `${vendor}: ${error ? error.message : 'deleted.'}`)
  const worthRepeating = failed.find(({ error }) => isRetryable(error.status ?? 400)) ?? failed[0]
  throw new APIError(words.join(' '), worthRepeating.error.status ?? 400)
}

/** The Segment user id; Appcues' anonymous visitors have theirs as the anonymous id. */
function personId({ userId, anonymousId }: { userId?: unknown; anonymousId?: unknown }): string {
  const id = toText(userId) ?? toText(anonymousId)
  if (id !== undefined && !isPlaceholderId(id)) return id
  throw new PayloadValidationError('User ID: the deletion request names nobody.')
}

function deletions(request: RequestClient, settings: Settings, id: string, userId: string | undefined): Part[] {
  const appcues = { vendor: 'Appcues', run: () => deleteInAppcues(request, settings, id) }
  const heap = { vendor: 'Heap', run: () => deleteInHeap(request, settings, userId) }
  return [...(isAppcuesFilledIn(settings) ? [appcues] : []), ...(settings.heapDeleteOnRequest ? [heap] : [])]
}

async function deleteInAppcues(request: RequestClient, settings: Settings, id: string): Promise<JSONLikeObject> {
  refuseOtherIdentity('Appcues', settings, 'identityProperty')
  const answer = await deleteUser(request, settings, id)
  if (toText(settings.appcuesLegacyApiKey) === undefined || appcuesRegion(settings) === 'US') return answer
  return { ...answer, privacy: 'Not asked: no privacy endpoint is known for the EU, so analytics stay.' }
}

/** An anonymous id is never sent as an identity, so it must not be deleted as one either: it would name someone else or nobody. */
async function deleteInHeap(
  request: RequestClient,
  settings: Settings,
  userId: string | undefined
): Promise<JSONLikeObject> {
  refuseOtherIdentity('Heap', settings, 'heapIdentityProperty')
  if (userId === undefined || isAnonymousId(userId)) {
    return { skipped: 'Heap deletes people with an identity, and this visitor has none.' }
  }
  const answer = await deleteHeapUser(request, settings, userId)
  if (isSuccess(answer)) return { status: answer.status }
  if (answer.status !== 401 && answer.status !== 403)
    throw new APIError(`${answer.failure ?? `Heap answered ${answer.status}`}.`, answer.status)
  throw new APIError(`Heap does not accept the ${settingLabel('heapApiKey')}: copy it again.`, answer.status)
}

/** A deletion request carries the Segment user id and nothing else: under another identity it would miss, or hit someone else. */
function refuseOtherIdentity(
  vendor: string,
  settings: Settings,
  key: 'identityProperty' | 'heapIdentityProperty'
): void {
  const property = toText(settings[key])
  if (property === undefined) return
  throw new PayloadValidationError(
    `people are known by the property "${property}" (setting ${settingLabel(key)}), which a deletion request does not carry. Delete this person in ${vendor} by hand.`
  )
}

async function settled(
  run: () => Promise<JSONLikeObject>
): Promise<{ answer?: JSONLikeObject; error?: IntegrationError }> {
  try {
    return { answer: await run() }
  } catch (error) {
    if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) {
      return { error: error }
    }
    throw error
  }
}
