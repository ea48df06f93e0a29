import type { RequestClient } from '@segment/actions-core'
import { APIError, InvalidAuthenticationError } from '@segment/actions-core'
import { isSuccess } from '../shared/http'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { appcuesApi, appcuesRegion } from './api'
import { appcuesError, appcuesMessage, isCredentialTrouble } from './answer'

/**
 * The connection test, as Appcues' own command line does it: `GET /tags` of the account.
 *
 * @throws InvalidAuthenticationError in a sentence that names the settings to mend; APIError when Appcues could not be asked
 */
export async function checkAppcues(request: RequestClient, settings: Settings): Promise<void> {
  const answer = await appcuesApi(request, settings)('GET', '/tags')
  if (isSuccess(answer)) return
  if (isCredentialTrouble(answer.status)) throw appcuesError(answer)
  if (answer.status === 404) {
    throw new InvalidAuthenticationError(
      `Appcues knows no such account in the region ${appcuesRegion(settings)}: check ${settingLabel('appcuesAccountId')} and ${settingLabel('appcuesRegion')}.`
    )
  }
  throw new APIError(
    `The Appcues credentials could not be checked. ${appcuesMessage(answer)} Try again in a minute.`,
    answer.status
  )
}
