import type { RequestClient } from '@segment/actions-core'
import { InvalidAuthenticationError } from '@segment/actions-core'
import { appcuesRegion, isAppcuesFilledIn } from './appcues/api'
import { checkAppcues } from './appcues/check'
import type { Settings } from './generated-types'
import { heapTrouble, isHeapFilledIn } from './heap/check'
import { REGIONS, settingLabel } from './settings'

/**
 * The connection test: checks what is filled in, at each vendor with its own credentials, and says all that is wrong.
 *
 * @throws InvalidAuthenticationError in sentences that name the settings to mend
 */
export async function testAuthentication(request: RequestClient, { settings }: { settings: Settings }): Promise<void> {
  const [heap, appcues] = [isHeapFilledIn(settings), isAppcuesFilledIn(settings)]
  if (!heap && !appcues) {
    throw new InvalidAuthenticationError(
      `Nothing is filled in: for Heap it takes the ${settingLabel('heapAppId')}; for Appcues the ${settingLabel('appcuesAccountId')}, ${settingLabel('appcuesApiKey')} and ${settingLabel('appcuesApiSecret')}.`
    )
  }
  const troubles = await Promise.all([
    heap ? heapTrouble(request, settings) : undefined,
    appcues ? appcuesTrouble(request, settings) : undefined
  ])
  const sentences = troubles.filter((trouble) => trouble !== undefined)
  if (sentences.length > 0) throw new InvalidAuthenticationError(sentences.join(' '))
}

/** A key that is refused here but works in the other region belongs there. */
async function appcuesTrouble(request: RequestClient, settings: Settings): Promise<string | undefined> {
  const trouble = await sentenceOf(checkAppcues(request, settings))
  if (!trouble?.isRefused) return trouble?.message
  const here = appcuesRegion(settings)
  const [there] = REGIONS.filter((region) => region !== here)
  if (await sentenceOf(checkAppcues(request, { ...settings, appcuesRegion: there }))) return trouble.message
  return `These Appcues credentials belong to the region ${there}: set ${settingLabel('appcuesRegion')} to ${there}.`
}

async function sentenceOf(check: Promise<void>): Promise<{ message: string; isRefused: boolean } | undefined> {
  try {
    await check
    return undefined
  } catch (error) {
    return { message: (error as Error).message, isRefused: error instanceof InvalidAuthenticationError }
  }
}
