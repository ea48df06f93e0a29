import { randomBytes } from 'node:crypto'
import type { JSONObject } from '@segment/actions-core'
import { sources } from '../../src/sources'
import type { Source } from '../../src/sources/shared/types'
import type { AppcuesSandbox } from '../sandbox/appcues'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../sandbox/appcues'
import type { HeapSandbox } from '../sandbox/heap'
import { HEAP_API_KEY, HEAP_APP_ID, startHeapSandbox } from '../sandbox/heap'
import { redirectVendors } from '../sandbox/redirect'

export interface Sandboxes {
  heap: HeapSandbox
  appcues: AppcuesSandbox
  close: () => Promise<void>
}

/** Imports take a moment, as with Appcues, and not so long that someone who watches loses patience. */
const JOB_DELAY = 400

/** The newest events that each vendor keeps to be looked at: memory does not grow with every event of a long run. */
export const KEEP_EVENTS = 10_000

/** Starts both vendors on this machine and sends all requests to them there; nothing else can be reached. */
export async function startSandboxes(): Promise<Sandboxes> {
  const heap = await startHeapSandbox({ keepEvents: KEEP_EVENTS })
  const appcues = await startAppcuesSandbox({ keepEvents: KEEP_EVENTS, planJob: () => ({ delay: JOB_DELAY }) })
  const restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
  const close = async (): Promise<void> => {
    restore()
    await Promise.all([heap.close(), appcues.close()])
  }
  return { heap, appcues, close }
}

/** Settings with which the sandboxes let the destination in. */
export const sandboxSettings: JSONObject = {
  heapAppId: HEAP_APP_ID,
  heapRegion: 'US',
  heapApiKey: HEAP_API_KEY,
  appcuesAccountId: APPCUES_ACCOUNT_ID,
  appcuesApiKey: APPCUES_API_KEY,
  appcuesApiSecret: APPCUES_API_SECRET,
  appcuesRegion: 'US',
  recurringSyncLimit: 10
}

/** Secrets of the sandboxes' sources, new with every start: forged and unsigned webhooks are rejected, as by the real sources. */
export function sandboxSecrets(given: Readonly<Record<string, JSONObject>> = {}): Record<string, JSONObject> {
  const secret = (): string => randomBytes(24).toString('base64url')
  const made: Record<string, JSONObject> = {
    [sources.appcuesWebhook.name]: { webhookSecrets: secret() },
    [sources.heapSegmentSync.name]: { webhookSecrets: secret() },
    [sources.heapEventWebhook.name]: { basicUser: 'heap', basicPassword: secret() }
  }
  const entries = Object.values(sources).map(({ name, settings }): [string, JSONObject] => {
    const own = given[name] ?? {}
    const hasOwn = Object.entries(settings as Source['settings']).some(
      ([key, { sensitive }]) => sensitive && key in own
    )
    return [name, hasOwn ? own : { ...made[name], ...own }]
  })
  return Object.fromEntries(entries)
}
