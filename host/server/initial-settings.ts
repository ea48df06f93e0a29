import type { JSONObject } from '@segment/actions-core'
import { definition } from '../delivery/definition'
import { sources } from '../../src/sources'
import { CommandError } from '../cli/command-error'
import type { Environment } from '../cli/environment'
import { settingsFrom, sourceVariableOf, variableOf } from '../cli/environment'

/** What may be chosen with the sandboxes too; credentials are not even read then. */
const CHOICES = [
  'heapNames',
  'heapIdentityProperty',
  'heapGroupId',
  'heapPageAndLocale',
  'anonymousEvents',
  'onlyFromHosts',
  'appcuesIdentityProperty',
  'recurringSyncLimit'
]

/** The settings of the destination, from the environment. */
export function initialSettings(environment: Environment, live: boolean): JSONObject {
  const table = definition.authentication?.fields ?? {}
  const settings = settingsFrom(environment, table, live ? Object.keys(table) : CHOICES)
  if (live && settings.heapAppId === undefined && settings.appcuesAccountId === undefined) {
    throw new CommandError(
      `--live needs ${variableOf('heapAppId')} or ${variableOf('appcuesAccountId')} (with ${variableOf('appcuesApiKey')} and ${variableOf('appcuesApiSecret')}). Put them into the environment or into a .env file here.`
    )
  }
  return settings
}

/** The settings of the sources: APPCUES_WEBHOOK_URL_TOKEN is the setting `urlToken` of the source `appcues-webhook`. */
export const initialSourceSettings = (environment: Environment): Record<string, JSONObject> =>
  Object.fromEntries(
    Object.values(sources).map(({ name, settings }) => {
      const values = Object.keys(settings).flatMap((key): [string, string][] => {
        const value = environment[sourceVariableOf(name, key)]
        return value ? [[key, value]] : []
      })
      return [name, Object.fromEntries(values)]
    })
  )
