import type { RequestClient } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { isRetryable, isSuccess } from '../shared/http'
import { heapApi, isAppId, mainAppId } from './client'

export const isHeapFilledIn = ({ heapAppId, heapApiKey, heapMainAppId, heapDeleteOnRequest }: Settings): boolean =>
  Boolean(heapAppId?.trim() || heapApiKey || heapMainAppId?.trim() || heapDeleteOnRequest)

/**
 * What is wrong with the Heap half of the settings; undefined when nothing is. Without an API key only the form of the id can
 * be checked: Heap accepts a wrong id without a word.
 */
export async function checkHeap(request: RequestClient, settings: Settings): Promise<string | undefined> {
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
