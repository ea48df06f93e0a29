import type { RequestClient } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import { appcuesApi } from './appcues/api'
import { appcuesRegion, isAppcuesFilledIn } from './appcues/client'
import { appcuesMessage } from './appcues/response'
import type { Settings } from './generated-types'
import { checkHeap, isHeapFilledIn } from './heap/check'
import { REGIONS, settingLabel } from './settings'
import { isCredentialError, isSuccess } from './shared/http'
import type { VendorResponse } from './shared/http'

/**
 * The connection test: checks what is filled in, at each vendor with its own credentials, and says all that is wrong.
 *
 * @throws InvalidAuthenticationError in sentences that name the settings to correct
 */
export async function testAuthentication(request: RequestClient, { settings }: { settings: Settings }): Promise<void> {
  const [heap, appcues] = [isHeapFilledIn(settings), isAppcuesFilledIn(settings)]
  if (!heap && !appcues) {
    throw new InvalidAuthenticationError(
      `Nothing is filled in: Heap needs the ${settingLabel('heapAppId')}; Appcues needs the ${settingLabel('appcuesAccountId')}, ${settingLabel('appcuesApiKey')} and ${settingLabel('appcuesApiSecret')}.`
    )
  }
  const problems = await Promise.all([
    heap ? checkHeap(request, settings) : undefined,
    appcues ? appcuesProblem(request, settings) : undefined
  ])
  const sentences = problems.filter((problem) => problem !== undefined)
  if (sentences.length > 0) throw new InvalidAuthenticationError(sentences.join(' '))
}

/** What is wrong with the Appcues half. A key that is refused here but works in the other region belongs there. */
async function appcuesProblem(request: RequestClient, settings: Settings): Promise<string | undefined> {
  const here = appcuesRegion(settings)
  const response = await readTags(request, settings)
  if (typeof response === 'string') return response
  if (isSuccess(response)) return undefined
  if (!isCredentialError(response.status) && response.status !== 404) {
    return `The Appcues credentials could not be checked. ${appcuesMessage(response)} Try again in a minute.`
  }
  const [there] = REGIONS.filter((region) => region !== here)
  const elsewhere = await readTags(request, { ...settings, appcuesRegion: there })
  if (typeof elsewhere !== 'string' && isSuccess(elsewhere)) {
    return `These Appcues credentials belong to the region ${there}: set ${settingLabel('appcuesRegion')} to ${there}.`
  }
  if (isCredentialError(response.status)) return appcuesMessage(response)
  return `Appcues has no such account in the region ${here}: check ${settingLabel('appcuesAccountId')} and ${settingLabel('appcuesRegion')}.`
}

/** @returns what is missing of the settings, in a sentence, when nothing can be asked */
async function readTags(request: RequestClient, settings: Settings): Promise<VendorResponse | string> {
  try {
    return await appcuesApi(request, settings).readTags()
  } catch (error) {
    if (error instanceof InvalidAuthenticationError) return error.message
    throw error
  }
}
