import type { SegmentEvent } from '@segment/actions-core'
import { exampleOf } from '../../examples/events'

/** Kinds of events that cost differently on their way to Heap. */
export const EVENT_KINDS = ['identified', 'anonymous', 'mixed', 'long and nested'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** So many different people, flows and steps: enough that no cache makes it look better than it is. */
const PEOPLE = 5000
const FLOWS = 40

const person = (n: number, isAnonymous: boolean): Partial<SegmentEvent> =>
  isAnonymous ? { anonymousId: `anon:${n % PEOPLE}` } : { userId: `person-${n % PEOPLE}@example.com` }

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
