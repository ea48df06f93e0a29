import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { exampleOf } from '../../examples/events'
import { definition } from '../../host/delivery/definition'
import { APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET } from '../../host/sandbox/appcues'
import { HEAP_APP_ID } from '../../host/sandbox/heap'

/** Kinds of events that cost differently on their way to Heap. */
const EVENT_KINDS = ['identified', 'anonymous', 'mixed', 'long and nested'] as const
type EventKind = (typeof EVENT_KINDS)[number]

/** Enough different people and flows that no cache improves the figures. */
const PEOPLE = 5000
const FLOWS = 40

const person = (n: number, isAnonymous: boolean): Partial<SegmentEvent> =>
  isAnonymous ? { anonymousId: `anon:visitor-${n % PEOPLE}` } : { userId: `person-${n % PEOPLE}@example.com` }

const isAnonymous = (kind: EventKind, n: number): boolean => kind === 'anonymous' || (kind === 'mixed' && n % 3 === 0)

const flow = (n: number): Record<string, string | number> => ({
  flowId: `-N8x${n % FLOWS}kQ2pLmZ`,
  flowName: `Welcome tour ${n % FLOWS}`,
  flowVersion: 1_760_000_000_000 + (n % FLOWS),
  flowType: 'journey',
  timestamp: 1_762_000_000_000 + n,
  sessionId: `${n % 97}-session`,
  localeName: 'default'
})

/** What a person typed into a form, and an answer with everything that Appcues puts around it. */
const interaction = (n: number): Record<string, unknown> => ({
  category: 'form',
  formId: `form-${n % FLOWS}`,
  destination: `https://app.example.com/reports/${n}`,
  response: Array.from({ length: 5 }, (_, field) => ({
    fieldId: `field-${field}`,
    fieldType: 'textarea',
    label: `Question ${field}?`,
    value: `Answer ${n}. ${'It took me a while to find the export. '.repeat(8)}`
  }))
})

/** One Appcues event as Segment delivers it; the same for the same number. */
export function appcuesEvent(kind: EventKind, n: number): SegmentEvent {
  const isLong = kind === 'long and nested'
  const step = { stepId: `step-${n % 9}`, stepType: 'modal', stepChildId: `child-${n % 9}`, stepChildNumber: n % 4 }
  return {
    type: 'track',
    event: isLong ? 'Step Interacted (Appcues)' : 'Flow Started (Appcues)',
    messageId: `bench-${kind.slice(0, 4)}-${n}`,
    timestamp: new Date(1_762_000_000_000 + n).toISOString(),
    ...person(n, isAnonymous(kind, n)),
    properties: isLong
      ? { ...flow(n), ...step, interactionType: 'submit', interaction: interaction(n) }
      : { ...(exampleOf('segment-event').in.properties as object), ...flow(n) },
    context: { page: { title: 'Reports', url: `https://app.example.com/reports/${n}` }, locale: 'en-US' }
  } as SegmentEvent
}

/** Changes of one audience, which cost differently on their way to Appcues. */
const MEMBERSHIP_KINDS = ['joins', 'leaves', 'repeats'] as const
type MembershipKind = (typeof MEMBERSHIP_KINDS)[number]

const AUDIENCE = { computation_key: 'power_users', computation_id: 'aud_bench', namespace: 'spa_bench' } as const

/** In "repeats" each person stands four times in a batch, in and out in turns. */
const REPEATS = 4

const isMember = (kind: MembershipKind, n: number): boolean =>
  kind === 'repeats' ? n % REPEATS < REPEATS / 2 : kind === 'joins'

/**
 * One change as Engage delivers it; the same for the same number.
 *
 * @param reference what the destination returned when the audience was connected
 */
function membershipEvent(kind: MembershipKind, reference: string, n: number): SegmentEvent {
  const joins = isMember(kind, n)
  return {
    type: 'track',
    event: joins ? 'Audience Entered' : 'Audience Exited',
    messageId: `bench-${kind}-${n}`,
    userId: `person-${kind === 'repeats' ? Math.floor(n / REPEATS) : n}@example.com`,
    timestamp: new Date(1_762_000_000_000 + n).toISOString(),
    properties: { audience_key: AUDIENCE.computation_key, [AUDIENCE.computation_key]: joins },
    context: {
      traits: { plan: 'pro', seats: n % 50 },
      personas: { ...AUDIENCE, computation_class: 'audience', external_audience_id: reference }
    }
  }
}

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
    const result = await new Destination(definition).createAudience({
      settings,
      audienceName: 'Power users',
      personas: { ...AUDIENCE }
    })
    reference = result.externalId
  }
  const event = (n: number): SegmentEvent => membershipEvent(kind, reference, n)
  return { action: 'syncAudience', mapping: presetMapping('Heap segments and Engage audiences'), prepare, event }
}

/** Every kind of event and of membership, by its name in the tables. */
export const workloads: Record<string, () => Load> = Object.fromEntries([
  ...EVENT_KINDS.map((kind): [string, () => Load] => [`trackEvent, ${kind}`, () => eventLoad(kind)]),
  ...MEMBERSHIP_KINDS.map((kind): [string, () => Load] => [`syncAudience, ${kind}`, () => membershipLoad(kind)])
])
