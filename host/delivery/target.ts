import { Destination } from '@segment/actions-core'
import { definition } from './definition'
import { CommandError } from '../cli/command-error'
import type { Environment, PlainSettings } from '../cli/environment'
import { redirectVendors } from '../sandbox/redirect'
import type { RunningServer } from '../sandbox/server'
import { settingsFrom } from '../cli/environment'

/** What a command works on. */
export interface Place {
  /** A description, the same for the same place. */
  name: string
  settings: PlainSettings
}

/** A place that is open. */
export interface Target<Sandbox> extends Place {
  /** The sandbox in this process, if it is one. */
  sandbox?: Sandbox
  close: () => Promise<void>
}

export interface TargetOptions {
  /** The real vendor. */
  live?: boolean
  /** A sandbox that runs already: its address on this machine. */
  sandbox?: string
  /** Only to look at what would leave. */
  dryRun?: boolean
}

/**
 * The settings of these names, and no others: credentials of one vendor have no business in a run with the other.
 *
 * @throws CommandError when they are unusable, or the options contradict each other
 */
export function targetSettings(
  environment: Environment,
  options: TargetOptions,
  names: readonly string[]
): PlainSettings {
  if (options.live && options.sandbox !== undefined)
    throw new CommandError('--live and --sandbox exclude each other. Give one of them.')
  return settingsFrom(environment, definition.authentication?.fields ?? {}, names)
}

/**
 * Asks the vendor whether it knows the credentials.
 *
 * @throws CommandError when it does not
 */
export async function testSettings(settings: PlainSettings): Promise<void> {
  await new Destination(definition).testAuthentication(settings).catch((error: Error) => {
    throw new CommandError(error.message)
  })
}

/**
 * Opens a place: a sandbox in this process by default. A dry run goes through a sandbox here, whatever the options say: so
 * what it shows is just what would have left.
 *
 * @param start starts that sandbox
 * @throws CommandError when the address of a sandbox is none
 */
export async function openTarget<Sandbox extends RunningServer>(
  vendor: 'heap' | 'appcues',
  place: Place,
  { live, sandbox: address, dryRun }: TargetOptions,
  start: () => Promise<Sandbox>
): Promise<Target<Sandbox>> {
  if (live && !dryRun) return { ...place, close: async () => undefined }
  if (address !== undefined && !dryRun) {
    const restore = redirected(vendor, address)
    return { ...place, close: async () => restore() }
  }
  const sandbox = await start()
  const restore = redirected(vendor, sandbox.url)
  const close = (): Promise<void> => {
    restore()
    return sandbox.close()
  }
  return { ...place, sandbox, close }
}

/** Sends this process's requests to the vendor to a sandbox instead, until the returned function is called. */
function redirected(vendor: 'heap' | 'appcues', address: string): () => void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'http:' && url.hostname === '127.0.0.1') return redirectVendors({ [vendor]: url.origin })
  throw new CommandError(
    `--sandbox takes the address of a sandbox on this machine (http://127.0.0.1:…), not "${address}".`
  )
}
