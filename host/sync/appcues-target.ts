import { Destination } from '@segment/actions-core'
import destination from '../../src'
import { CommandError } from '../command-error'
import type { Environment } from '../environment'
import type { AppcuesSandbox } from '../sandbox/appcues'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../sandbox/appcues'
import { redirectVendors } from '../sandbox/redirect'
import type { PlainSettings } from '../settings-from-environment'
import { settingsFrom, variableOf } from '../settings-from-environment'

/** Where a command's people go. */
export interface AppcuesTarget {
  /** In words, and the same for the same place. */
  name: string
  settings: PlainSettings
  /** The sandbox in this process, if it is one. */
  sandbox?: AppcuesSandbox
  close: () => Promise<void>
}

export interface AppcuesTargetOptions {
  /** The real Appcues. */
  live?: boolean
  /** A sandbox that runs already: its address on this machine. */
  sandbox?: string
  /** Only to look at what would leave. */
  dryRun?: boolean
}

/** What must be in the environment, in the order of the screen. */
const CREDENTIALS = ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesRegion']

/**
 * All that is needed for Appcues, and nothing of Heap. Not the identity property: a list has a column of ids, and nothing
 * else to find one in.
 */
const APPCUES_SETTINGS = [...CREDENTIALS, 'recurringSyncLimit']

/**
 * Opens the place a command works on: a sandbox in this process unless told otherwise.
 *
 * @throws CommandError in words when credentials are missing or wrong
 */
export async function openAppcuesTarget(
  environment: Environment,
  options: AppcuesTargetOptions
): Promise<AppcuesTarget> {
  if (options.live && options.sandbox !== undefined) throw new CommandError('--live and --sandbox exclude each other.')
  const settings = settingsFrom(environment, destination.authentication?.fields ?? {}, APPCUES_SETTINGS)
  const place = options.live ? await liveAppcues(settings) : sandboxAppcues(settings, options.sandbox)
  // A dry run goes through a sandbox here, whatever it is told: so what it shows is just what would have left.
  if (options.live && !options.dryRun) return { ...place, close: async () => undefined }
  if (options.sandbox !== undefined && !options.dryRun) return { ...place, close: redirected(options.sandbox) }
  const sandbox = await startAppcuesSandbox()
  const restore = redirected(sandbox.url)
  const close = (): Promise<void> => restore().then(() => sandbox.close())
  return { name: place.name, settings: { ...settings, ...SANDBOX }, sandbox, close }
}

type Place = Pick<AppcuesTarget, 'name' | 'settings'>

async function liveAppcues(settings: PlainSettings): Promise<Place> {
  if (settings.appcuesAccountId === undefined) {
    throw new CommandError(
      `--live needs ${CREDENTIALS.map(variableOf).join(', ')}. Put them into the environment or into a .env file here.`
    )
  }
  await new Destination(destination).testAuthentication(settings).catch((error: Error) => {
    throw new CommandError(error.message)
  })
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

/** Sends this process's requests to Appcues to a sandbox instead, until the returned function is called. */
function redirected(address: string): () => Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' || url.hostname !== '127.0.0.1') {
    throw new CommandError(
      `--sandbox takes the address of a sandbox on this machine (http://127.0.0.1:…), not "${address}".`
    )
  }
  const restore = redirectVendors({ appcues: url.origin })
  return async () => restore()
}
