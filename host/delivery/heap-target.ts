import { CommandError } from '../cli/command-error'
import type { Environment, PlainSettings } from '../cli/environment'
import { HEAP_APP_ID, startHeapSandbox } from '../sandbox/heap'
import type { HeapSandbox } from '../sandbox/heap'
import { variableOf } from '../cli/environment'
import { openTarget, targetSettings, testSettings } from './target'
import type { Place, Target, TargetOptions } from './target'

/** Where a run's events go. */
export type HeapTarget = Target<HeapSandbox>

/** All that is needed for Heap, and nothing of Appcues. */
const HEAP_SETTINGS = [
  'heapAppId',
  'heapRegion',
  'heapNames',
  'heapIdentityProperty',
  'heapGroupId',
  'heapPageAndLocale',
  'anonymousEvents',
  'onlyFromHosts'
]

/**
 * Opens the place for a run's events: a sandbox in this process by default.
 *
 * @throws CommandError when credentials are missing or wrong
 */
export async function openHeapTarget(environment: Environment, options: TargetOptions): Promise<HeapTarget> {
  const settings = targetSettings(environment, options, HEAP_SETTINGS)
  const place = options.live ? await liveHeap(settings) : sandboxHeap(settings, options.sandbox)
  return openTarget('heap', place, options, () => startHeapSandbox({ keepEvents: 0, keepRequests: 0 }))
}

async function liveHeap(settings: PlainSettings): Promise<Place> {
  if (settings.heapAppId === undefined) {
    throw new CommandError(
      `--live needs ${variableOf('heapAppId')}, the number of your Heap environment (and ${variableOf('heapRegion')}, US or EU). Put it into the environment or into a .env file here.`
    )
  }
  await testSettings(settings)
  return { name: `Heap, app ${String(settings.heapAppId)}, ${String(settings.heapRegion)}`, settings }
}

const sandboxHeap = (settings: PlainSettings, address: string | undefined): Place => ({
  name: address === undefined ? 'the Heap sandbox' : `the Heap sandbox ${address}`,
  settings: { ...settings, heapAppId: HEAP_APP_ID }
})
