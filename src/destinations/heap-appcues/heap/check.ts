import type { RequestClient } from '@segment/actions-core'
import { isSuccess } from '../shared/http'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { APP_ID } from './api'
import { fetchToken, mainAppId } from './public-api'

export const isHeapFilledIn = ({ heapAppId, heapApiKey, heapMainAppId, heapDeleteOnRequest }: Settings): boolean =>
  Boolean(heapAppId?.trim() || heapApiKey || heapMainAppId?.trim() || heapDeleteOnRequest)

/**
 * What is wrong with the Heap half of the settings, in a sentence; undefined when nothing is. Without an API key only the
 * form of the id can be checked: Heap accepts a wrong id without a word.
 */
export async function heapTrouble(request: RequestClient, settings: Settings): Promise<string | undefined> {
  return formTrouble(settings) ?? (settings.heapApiKey ? await keyTrouble(request, settings) : undefined)
}

function formTrouble(settings: Settings): string | undefined {
  if (!settings.heapAppId?.trim()) {
    return `${settingLabel('heapAppId')} is missing: other Heap settings are filled in, and nothing reaches Heap without it.`
  }
  for (const key of ['heapAppId', 'heapMainAppId'] as const) {
    const id = settings[key]?.trim()
    if (id && !APP_ID.test(id))
      return `${settingLabel(key)} is the number of an environment; "${id.slice(0, 40)}" is not.`
  }
  if (settings.heapDeleteOnRequest && !settings.heapApiKey) {
    return `${settingLabel('heapApiKey')} is missing: ${settingLabel('heapDeleteOnRequest')} is on and needs it.`
  }
  return undefined
}

async function keyTrouble(request: RequestClient, settings: Settings): Promise<string | undefined> {
  const answer = await fetchToken(request, settings)
  if (isSuccess(answer)) return undefined
  if (answer.failure || answer.status === 429 || answer.status >= 500) {
    return `${answer.failure ?? `Heap answered ${answer.status}`}, so the ${settingLabel('heapApiKey')} could not be checked. Try again in a few minutes.`
  }
  return `Heap does not accept the ${settingLabel('heapApiKey')} for the environment ${mainAppId(settings)}. Copy the key again, and fill in ${settingLabel('heapMainAppId')} if the key belongs to another environment.`
}
