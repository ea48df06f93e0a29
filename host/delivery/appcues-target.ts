import { CommandError } from '../cli/command-error'
import type { Environment, PlainSettings } from '../cli/environment'
import type { AppcuesSandbox } from '../sandbox/appcues'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../sandbox/appcues'
import { variableOf } from '../cli/environment'
import { openTarget, targetSettings, testSettings } from './target'
import type { Place, Target, TargetOptions } from './target'

/** Where a command's people go. */
export type AppcuesTarget = Target<AppcuesSandbox>

/** What must be in the environment, in the order of the screen. */
const CREDENTIALS = ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesRegion']

/**
 * All that is needed for Appcues, and nothing of Heap. Not the identity property: a list has a column of ids, and nothing
 * else to find one in.
 */
const APPCUES_SETTINGS = [...CREDENTIALS, 'recurringSyncLimit']

/**
 * Opens the place a command works on: a sandbox in this process by default.
 *
 * @throws CommandError when credentials are missing or wrong
 */
export async function openAppcuesTarget(environment: Environment, options: TargetOptions): Promise<AppcuesTarget> {
  const settings = targetSettings(environment, options, APPCUES_SETTINGS)
  const place = options.live ? await liveAppcues(settings) : sandboxAppcues(settings, options.sandbox)
  const target = await openTarget('appcues', place, options, () => startAppcuesSandbox())
  // Unlike Heap, a sandbox of Appcues asks for credentials, and has its own.
  return target.sandbox ? { ...target, settings: { ...settings, ...SANDBOX } } : target
}

async function liveAppcues(settings: PlainSettings): Promise<Place> {
  if (settings.appcuesAccountId === undefined) {
    throw new CommandError(
      `--live needs ${CREDENTIALS.map(variableOf).join(', ')}. Put them into the environment or into a .env file here.`
    )
  }
  await testSettings(settings)
  const { appcuesAccountId, appcuesRegion } = settings
  return { name: `Appcues, account ${String(appcuesAccountId)}, ${String(appcuesRegion)}`, settings }
}

const SANDBOX = {
  appcuesAccountId: APPCUES_ACCOUNT_ID,
  appcuesApiKey: APPCUES_API_KEY,
  appcuesApiSecret: APPCUES_API_SECRET,
  appcuesRegion: 'US'
}

const sandboxAppcues = (settings: PlainSettings, address: string | undefined): Place => ({
  name: address === undefined ? 'the Appcues sandbox' : `the Appcues sandbox ${address}`,
  settings: { ...settings, ...SANDBOX }
})
