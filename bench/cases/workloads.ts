import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET } from '../../host/sandbox/appcues'
import { HEAP_APP_ID } from '../../host/sandbox/heap'
import { appcuesEvent, EVENT_KINDS } from '../data/appcues-events'
import type { EventKind } from '../data/appcues-events'
import { AUDIENCE, MEMBERSHIP_KINDS, membershipEvent } from '../data/membership-events'
import type { MembershipKind } from '../data/membership-events'

/** Events for one action, as a workspace sends them. */
export interface Load {
  action: 'trackEvent' | 'syncAudience'
  mapping: JSONObject
  prepare: () => Promise<void>
  event: (n: number) => SegmentEvent
}

const APPCUES = {
  appcuesAccountId: APPCUES_ACCOUNT_ID,
  appcuesApiKey: APPCUES_API_KEY,
  appcuesApiSecret: APPCUES_API_SECRET
}

/** Settings of both directions, pointing at the sandboxes through the redirect. */
export const settings = { heapAppId: HEAP_APP_ID, heapRegion: 'US', ...APPCUES, appcuesRegion: 'US' }

function presetMapping(name: string): JSONObject {
  const preset = definition.presets?.find((one) => one.name === name)
  if (!preset) throw new TypeError(`There is no preset "${name}" any more.`)
  return preset.mapping as JSONObject
}

function eventLoad(kind: EventKind): Load {
  const preset = kind === 'long and nested' ? 'Step Interacted' : 'Flow Started'
  const event = (n: number): SegmentEvent => appcuesEvent(kind, n)
  return { action: 'trackEvent', mapping: presetMapping(preset), prepare: async () => undefined, event }
}

function membershipLoad(kind: MembershipKind): Load {
  let reference = ''
  const prepare = async (): Promise<void> => {
    const answer = await new Destination(definition).createAudience({
      settings,
      audienceName: 'Power users',
      personas: { ...AUDIENCE }
    })
    reference = answer.externalId
  }
  const event = (n: number): SegmentEvent => membershipEvent(kind, reference, n)
  return { action: 'syncAudience', mapping: presetMapping('Heap segments and Engage audiences'), prepare, event }
}

/** Every kind of event and of membership, by its name in the tables. */
export const loads: Record<string, () => Load> = Object.fromEntries([
  ...EVENT_KINDS.map((kind): [string, () => Load] => [`trackEvent, ${kind}`, () => eventLoad(kind)]),
  ...MEMBERSHIP_KINDS.map((kind): [string, () => Load] => [`syncAudience, ${kind}`, () => membershipLoad(kind)])
])
