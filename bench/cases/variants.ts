import { Destination } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { Pool } from 'undici'
import { definition } from '../../host/delivery/definition'
import type { Settings } from '../../src/destinations/heap-appcues/generated-types'
import type { Case, Vendors } from './case'
import { EVENTS_AT_ONCE, inFlight } from './case'
import { settings } from './workloads'
import type { Load } from './workloads'

const BATCH = 1000
/** Batches on their way at once, as in the local runner. */
const BATCHES_AT_ONCE = 4

export interface VariantOptions {
  load: Load
  vendors: Vendors
  events: number
}

type Definition = DestinationDefinition<Settings>
type PerformBatch = NonNullable<Definition['actions'][string]['performBatch']>
type Bundle = Parameters<PerformBatch>[1]

const settingsFor = ({ action, mapping }: Load): Settings & JSONObject => ({
  ...settings,
  subscription: { subscribe: 'type = "track"', partnerAction: action, mapping }
})

function batchOf({ load, events }: VariantOptions, batch: number): SegmentEvent[] {
  const from = batch * BATCH
  return Array.from({ length: Math.min(BATCH, events - from) }, (_, n) => load.event(from + n))
}

const batchesIn = (events: number): number => Math.ceil(events / BATCH)

/** The same fields, with another `performBatch`. Its own name, because the framework keeps compiled schemas by name. */
const withPerformBatch = (load: Load, performBatch: PerformBatch): Definition => ({
  ...definition,
  name: `${definition.name}-measured`,
  actions: { ...definition.actions, [load.action]: { ...definition.actions[load.action], performBatch } }
})

function batches(options: VariantOptions, definition: Definition): Case {
  const { load, events } = options
  const target = new Destination(definition)
  const makeAll = (): void => {
    for (let batch = 0; batch < batchesIn(events); batch++) batchOf(options, batch)
  }
  const deliver = async (batch: number): Promise<void> => {
    const [result] = await target.onBatch(batchOf(options, batch), settingsFor(load))
    target.responses.length = 0
    assertDelivered(result?.multistatus ?? [])
  }
  const run = (): Promise<number> => inFlight(batchesIn(events), BATCHES_AT_ONCE, deliver).then(() => events)
  return { prepare: load.prepare, input: makeAll, run }
}

/** Events that were not delivered must not be measured. */
function assertDelivered(responses: readonly unknown[]): void {
  const failure = responses.find(
    (response) => typeof response === 'object' && response !== null && 'errormessage' in response
  )
  if (failure) throw new TypeError(`Not delivered: ${JSON.stringify(failure)}`)
}

/** (a) `performBatch`, batches of 1000. */
export const inBatches = async (options: VariantOptions): Promise<Case> => batches(options, definition)

/** (b) `perform`, one by one. */
export async function oneByOne({ load, events }: VariantOptions): Promise<Case> {
  const target = new Destination(definition)
  const deliver = async (n: number): Promise<void> => {
    await target.onEvent(load.event(n), settingsFor(load))
    target.responses.length = 0
  }
  const input = (): void => {
    for (let n = 0; n < events; n++) load.event(n)
  }
  return { prepare: load.prepare, input, run: () => inFlight(events, EVENTS_AT_ONCE, deliver).then(() => events) }
}

/** (c) The framework alone: the same fields and mapping, and a `performBatch` that does nothing. */
export const frameworkAlone = async (options: VariantOptions): Promise<Case> =>
  batches(
    options,
    withPerformBatch(options.load, async () => undefined)
  )

/** Our own code alone: `performBatch` on what the framework gives it, against a client that responds at once. */
export async function oursAlone(options: VariantOptions): Promise<Case> {
  const { load, events } = options
  const bundles: Bundle[] = []
  const keeping = new Destination(withPerformBatch(load, async (_request, data) => void bundles.push(data)))
  const { performBatch } = (definition as Definition).actions[load.action]
  const request = (async () => ({ status: 200, data: {} })) as unknown as Parameters<PerformBatch>[0]
  const prepare = async (): Promise<void> => {
    await load.prepare()
    bundles.length = 0
    // A few different batches, over and over: all of them would fill the memory.
    for (let batch = 0; batch < Math.min(10, batchesIn(events)); batch++) {
      await keeping.onBatch(batchOf(options, batch), settingsFor(load))
    }
  }
  const one = async (batch: number): Promise<unknown> => performBatch?.(request, bundles[batch % bundles.length])
  return { prepare, run: () => inFlight(batchesIn(events), 1, one).then(() => events) }
}

interface Posted {
  origin: string
  path: string
  headers: Record<string, string>
  body: string
}

/** (d) The floor: the same bodies, already made, posted with `undici`. */
export async function floor(options: VariantOptions): Promise<Case> {
  const { load, vendors, events } = options
  const posts: Posted[][] = []
  const pools = new Map(
    [vendors.heap, vendors.appcues].map((url): [string, Pool] => [url, new Pool(url, { connections: BATCHES_AT_ONCE })])
  )
  const prepare = async (): Promise<void> => {
    await load.prepare()
    const target = new Destination(definition)
    posts.length = 0
    for (let batch = 0; batch < batchesIn(events); batch++) {
      await target.onBatch(batchOf(options, batch), settingsFor(load))
      posts.push(target.responses.splice(0).map((response) => postOf(response, vendors)))
    }
  }
  const deliver = async (batch: number): Promise<void> => {
    for (const { origin, path, headers, body } of posts[batch]) {
      const response = await pools.get(origin)?.request({ method: 'POST', path, headers, body })
      await response?.body.dump()
    }
  }
  return { prepare, run: () => inFlight(batchesIn(events), BATCHES_AT_ONCE, deliver).then(() => events) }
}

function postOf({ request, options }: Destination['responses'][number], { heap, appcues }: Vendors): Posted {
  const { hostname, pathname } = new URL(request.url)
  const body = typeof options.body === 'string' ? options.body : JSON.stringify(options.json)
  const type = typeof options.json === 'object' ? 'application/json' : 'text/csv'
  const authorization = request.headers.get('authorization')
  const headers = { host: hostname, 'content-type': type, ...(authorization === null ? {} : { authorization }) }
  return { origin: hostname.includes('appcues') ? appcues : heap, path: pathname, headers, body }
}
