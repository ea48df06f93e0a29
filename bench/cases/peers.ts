import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Destination } from '@segment/actions-core'
import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { build } from 'esbuild'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET } from '../../host/sandbox/appcues'
import { HEAP_APP_ID } from '../../host/sandbox/heap'
import { appcuesEvent } from './workloads'
import type { Case, Task } from './case'
import { EVENTS_AT_ONCE, inFlight } from './case'

/** A destination of Segment's own that takes the same happenings to the same vendor. */
interface Peer {
  /** What it is measured beside. */
  ours: Extract<Task, { kind: 'action' }>
  action: string
  preset: string
  settings: JSONObject
  event: (n: number) => SegmentEvent
}

const timestamp = (n: number): string => new Date(1_762_000_000_000 + n).toISOString()

/** By the name of its folder. Neither takes batches: the platform gives it one event after the other. */
export const PEERS: Readonly<Record<string, Peer>> = {
  'heap-cloud': {
    ours: { kind: 'action', load: 'trackEvent, identified', variant: 'inBatches' },
    action: 'sendEvent',
    preset: 'Send Event',
    settings: { appId: HEAP_APP_ID, region: 'US' },
    event: (n) => appcuesEvent('identified', n)
  },
  appcues: {
    ours: { kind: 'action', load: 'syncAudience, joins', variant: 'inBatches' },
    action: 'send',
    preset: 'Identify Calls',
    settings: {
      apiKey: APPCUES_API_KEY,
      apiSecret: APPCUES_API_SECRET,
      accountId: Number(APPCUES_ACCOUNT_ID),
      region: 'US'
    },
    event: (n) => ({
      type: 'identify',
      messageId: `bench-joins-${n}`,
      userId: `person-${n}@example.com`,
      timestamp: timestamp(n),
      traits: { '[Heap] Power users': true },
      context: {}
    })
  }
}

/** The hosts of theirs that are not among the vendors' that we know. */
export const PEER_HOSTS = { 'segment.appcues.com': 'appcues' } as const

const FOLDER = join(__dirname, '..', '..', 'reports', 'peers')

/**
 * Makes one file of a peer, which finds the framework and lodash where ours does: both run on the same copy.
 *
 * @param checkout a checkout of Segment's repository action-destinations
 */
export async function bundlePeer(checkout: string, name: string): Promise<string> {
  const outfile = join(FOLDER, `${name}.cjs`)
  mkdirSync(FOLDER, { recursive: true })
  const entry = join(checkout, 'packages', 'destination-actions', 'src', 'destinations', name, 'index.ts')
  await build({ entryPoints: [entry], outfile, bundle: true, packages: 'external', format: 'cjs', platform: 'node' })
  return outfile
}

/** Events of a peer, one by one, as many at once as ours. */
export async function peer(name: string, file: string, events: number): Promise<Case> {
  const { action, preset, settings, event } = PEERS[name]
  const { default: definition } = createRequire(__filename)(file) as { default: DestinationDefinition<JSONObject> }
  const found = definition.presets?.find((one) => one.name === preset)
  if (!found || !definition.actions[action]) throw new TypeError(`${name} has no preset "${preset}" any more.`)
  const target = new Destination({ ...definition, name })
  const mapping = found.mapping as JSONObject
  const subscription = { subscribe: 'type = "track" or type = "identify"', partnerAction: action, mapping }
  const deliver = async (n: number): Promise<void> => {
    await target.onEvent(event(n), { ...settings, subscription })
    target.responses.length = 0
  }
  const input = (): void => {
    for (let n = 0; n < events; n++) event(n)
  }
  return { input, run: () => inFlight(events, EVENTS_AT_ONCE, deliver).then(() => events) }
}
