import { Destination } from '@segment/actions-core'

import destination from '../src'
import { CommandError } from './command-error'
import type { Environment } from './environment'
import { HEAP_APP_ID, startHeapSandbox } from './sandbox/heap'
import type { HeapSandbox } from './sandbox/heap'
import { redirectVendors } from './sandbox/redirect'
import type { PlainSettings } from './settings-from-environment'
import { settingsFrom, variableOf } from './settings-from-environment'

/** Where a run's events go. */
export interface HeapTarget {
  /** In words, and the same for the same place. */
  name: string
  settings: PlainSettings
  /** The sandbox in this process, if it is one. */
  sandbox?: HeapSandbox
  close: () => Promise<void>
}

export interface HeapTargetOptions {
  /** Into the real Heap. */
  live?: boolean
  /** Into a sandbox that runs already: its address on this machine. */
  sandbox?: string
  /** Only to look at what would leave. */
  dryRun?: boolean
}

/** All that is needed for Heap, and nothing of Appcues: its credentials have no business in such a run. */
const HEAP_SETTINGS = ['heapAppId', 'heapRegion', 'heapNames', 'heapIdentityProperty', 'anonymousEvents']

/**
 * Opens the place for a run's events: a sandbox in this process unless told otherwise.
 *
 * @throws CommandError in words when credentials are missing or wrong
 */
export async function openHeapTarget(environment: Environment, options: HeapTargetOptions): Promise<HeapTarget> {
  if (options.live && options.sandbox !== undefined) throw new CommandError('--live and --sandbox exclude each other.')
  const settings = settingsFrom(environment, destination.authentication?.fields ?? {}, HEAP_SETTINGS)
  const place = options.live ? await liveHeap(settings) : sandboxHeap(settings, options.sandbox)
  // A dry run goes through a sandbox here, whatever it is told: so what it shows is just what would have left.
  if (options.live && !options.dryRun) return { ...place, close: async () => undefined }
  if (options.sandbox !== undefined && !options.dryRun) return { ...place, close: redirected(options.sandbox) }
  const sandbox = await startHeapSandbox({ keepEvents: 0, keepRequests: 0 })
  const restore = redirected(sandbox.url)
  return { ...place, sandbox, close: () => restore().then(() => sandbox.close()) }
}

type Place = Pick<HeapTarget, 'name' | 'settings'>

async function liveHeap(settings: PlainSettings): Promise<Place> {
  if (settings.heapAppId === undefined) {
    throw new CommandError(
      `--live needs ${variableOf('heapAppId')}, the number of your Heap environment (and ${variableOf('heapRegion')}, US or EU). Put it into the environment or into a .env file here.`
    )
  }
  await new Destination(destination).testAuthentication(settings).catch((error: Error) => {
    throw new CommandError(error.message)
  })
  return { name: `Heap, app ${String(settings.heapAppId)}, ${String(settings.heapRegion)}`, settings }
}

const sandboxHeap = (settings: PlainSettings, address: string | undefined): Place => ({
  name: address === undefined ? 'the Heap sandbox' : `the Heap sandbox ${address}`,
  settings: { ...settings, heapAppId: HEAP_APP_ID }
})

/** Sends this process's requests to Heap to a sandbox instead, until the returned function is called. */
function redirected(address: string): () => Promise<void> {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' || url.hostname !== '127.0.0.1') {
    throw new CommandError(
      `--sandbox takes the address of a sandbox on this machine (http://127.0.0.1:…), not "${address}".`
    )
  }
  const restore = redirectVendors({ heap: url.origin })
  return async () => restore()
}
