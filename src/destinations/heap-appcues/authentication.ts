import type { RequestClient } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import { appcuesApi } from './appcues/api'
import { appcuesRegion, isAppcuesFilledIn } from './appcues/client'
import { appcuesMessage } from './appcues/response'
import type { Settings } from './generated-types'
import { heapApi, isAppId, mainAppId } from './heap/client'
import { REGIONS, settingLabel } from './settings'
import { isCredentialError, isRetryable, isSuccess } from './shared/http'
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

const isHeapFilledIn = ({ heapAppId, heapApiKey, heapMainAppId, heapDeleteOnRequest }: Settings): boolean =>
  Boolean(heapAppId?.trim() || heapApiKey || heapMainAppId?.trim() || heapDeleteOnRequest)

/**
 * What is wrong with the Heap half of the settings; undefined when nothing is. Without an API key only the form of the id can
 * be checked: Heap accepts a wrong id without a word.
 */
async function checkHeap(request: RequestClient, settings: Settings): Promise<string | undefined> {
  return checkForm(settings) ?? (settings.heapApiKey ? await checkKey(request, settings) : undefined)
}

function checkForm(settings: Settings): string | undefined {
  if (!settings.heapAppId?.trim()) {
    return `${settingLabel('heapAppId')} is missing: other Heap settings are filled in, and nothing reaches Heap without it.`
  }
  for (const key of ['heapAppId', 'heapMainAppId'] as const) {
    const id = settings[key]?.trim()
    if (id && !isAppId(id)) {
      return `${settingLabel(key)} is the number of an environment; "${id.slice(0, 40)}" is not.`
    }
  }
  if (settings.heapDeleteOnRequest && !settings.heapApiKey) {
    return `${settingLabel('heapApiKey')} is missing: ${settingLabel('heapDeleteOnRequest')} is on and needs it.`
  }
  return undefined
}

async function checkKey(request: RequestClient, settings: Settings): Promise<string | undefined> {
  const response = await heapApi(request, settings).fetchToken()
  if (isSuccess(response)) return undefined
  const key = settingLabel('heapApiKey')
  if (response.failure || isRetryable(response.status) || response.status >= 500) {
    return `${response.failure ?? `Heap responded with ${response.status}`}, so the ${key} could not be checked. Try again in a few minutes.`
  }
  return `Heap does not accept the ${key} for the environment ${mainAppId(settings)}. Copy the key again, and fill in ${settingLabel('heapMainAppId')} if the key belongs to another environment.`
}

/** What is wrong with the Appcues half. A key that is rejected here but works in the other region belongs there. */
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
