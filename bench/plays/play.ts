import { join } from 'node:path'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { defaultValues } from '@segment/actions-core'
import { exampleOf } from '../../examples/events'
import { definition } from '../../host/delivery/definition'
import { createSender } from '../../host/delivery/sender'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import type { Subscription } from '../../host/delivery/subscription'
import { backfillFile } from '../../host/import/backfill-file'
import { startAppcuesSandbox } from '../../host/sandbox/appcues'
import type { AppcuesSandbox } from '../../host/sandbox/appcues'
import { startHeapSandbox } from '../../host/sandbox/heap'
import type { HeapSandbox } from '../../host/sandbox/heap'
import { redirectVendors } from '../../host/sandbox/redirect'
import { sources } from '../../src/sources'
import { settings } from '../cases/workloads'

const HISTORY = join(__dirname, '..', '..', 'examples', 'appcues-export.ndjson')

/** Both vendors, with the example history in Heap. */
export interface Stage {
  heap: HeapSandbox
  appcues: AppcuesSandbox
}

/**
 * Brings the example history into Heap, as `backfill --user-properties` does, and lets `work` look at it.
 *
 * @param folder where the run may keep its notes
 */
export async function onStage<T>(folder: string, work: (stage: Stage) => Promise<T>): Promise<T> {
  const heap = await startHeapSandbox()
  const appcues = await startAppcuesSandbox({ rate: 0, planJob: () => ({}) })
  try {
    const context = { environment: {}, print: () => undefined, folder }
    await backfillFile(HISTORY, { sandbox: heap.url, userProperties: true }, context)
    const restore = redirectVendors({ heap: heap.url, appcues: appcues.url })
    return await work({ heap, appcues }).finally(restore)
  } finally {
    await Promise.all([heap.close(), appcues.close()])
  }
}

/** When the webhooks of the plays come, in epoch milliseconds: after the history. */
const NOW = Date.parse('2026-03-10T22:21:56.000Z')

/** A page of Heap's segment sync, through its source and the preset for it. */
export async function syncSegment({ appcues }: Stage, name: string, ids: readonly string[]): Promise<void> {
  const { data, ...page } = exampleOf('segment-sync').in
  const { sync_info } = data as { sync_info: object }
  const body = { ...page, data: { segment: { id: 4711, name }, sync_info, add: ids.map((id) => ({ id })) } }
  const preset = automaticSubscriptions(definition).find(({ partnerAction }) => partnerAction === 'syncAudience')
  if (!preset) throw new TypeError('There is no preset for audiences any more.')
  const headers = { 'heap-hash': `ts:${NOW},hmac:unsigned` }
  await deliver(preset, sources.heapSegmentSync.receive({ headers, body: JSON.stringify(body) }, {}, NOW))
  appcues.jobs.settle()
}

/** Heap's event webhooks, through their source and a mapping that forwards the event. */
export async function forwardEvents(event: string, ids: readonly string[]): Promise<void> {
  const mapping = defaultValues(definition.actions.forwardEvent.fields) as JSONObject
  const subscribe = `type = "track" and event = "${event}"`
  const subscription: Subscription = { name: event, subscribe, partnerAction: 'forwardEvent', mapping }
  const calls = ids.flatMap((identity, n) => {
    const body = JSON.stringify({ ...exampleOf('heap-event').in, event, identity, event_id: `play-${n}` })
    return sources.heapEventWebhook.receive({ headers: {}, body }, {}, NOW)
  })
  await deliver(subscription, calls)
}

async function deliver(subscription: Subscription, calls: readonly object[]): Promise<void> {
  const time = new Date(NOW).toISOString()
  const events = calls.map((call) => ({ timestamp: time, receivedAt: time, ...call }) as unknown as SegmentEvent)
  const send = createSender(definition, settings, () => undefined)
  const failure = (await send(subscription, events)).find(({ errormessage }) => errormessage !== undefined)
  if (failure) throw new TypeError(`Not delivered: ${JSON.stringify(failure)}`)
}
