import type { SegmentEvent } from '@segment/actions-core'
import type { EventResponse } from '../../delivery/outcome'
import type { Subscription } from '../../delivery/subscription'
import { EXPORT } from '../api-types'
import type { OutcomeName, Stage, VendorName } from '../api-types'
import type { RequestPart } from './request-slice'
import { sources } from '../../../src/sources'

/** One attempt, as far as it concerns one event. */
export interface Attempt {
  at: number
  /** How many events went in the same batch. */
  batch: number
  response: EventResponse
  requests: readonly RequestPart[]
}

/** What happened to one event in one preset, or to a webhook that became no event. */
export interface Delivery {
  id: number
  at: number
  /** The name of a source, or `segment` for an event that was handed to Segment directly. */
  from: string
  stage: Stage
  outcome: OutcomeName
  /** The webhook as received. */
  received?: string
  event?: SegmentEvent
  subscription?: Subscription
  vendor?: VendorName
  message?: string
  /** The number under which its message is counted, where it was rejected or failed. */
  reason?: number
  response?: EventResponse
  attempts: Attempt[]
  /** Skipped here because another preset took the event: nothing to show. */
  isBeside?: boolean
  /** The one delivery that stands for its event in a list of events, or for its webhook in a list of webhooks. */
  leads?: { event: boolean; webhook: boolean }
}

export interface DeliveryFilter {
  event?: string
  person?: string
  outcome?: string
  vendor?: string
  /** The name of a source, or of the vendor that it speaks for. */
  from?: string
  /** Where it ended; `beyond` is anywhere behind its source. */
  stage?: string
  /** The vendor that it was on the way to when it ended in Segment. */
  toward?: string
  reason?: string
  /** `event` or `webhook`: one delivery for each. */
  each?: string
}

const holds = (value: string, part: string | undefined): boolean =>
  part === undefined || value.toLowerCase().includes(part.trim().toLowerCase())

export function meets(delivery: Delivery, filter: DeliveryFilter): boolean {
  const { event, person, outcome, vendor, from, stage, toward, reason, each } = filter
  return (
    !delivery.isBeside &&
    holds(`${eventName(delivery)} ${delivery.subscription?.name ?? ''}`, event) &&
    holds(personOf(delivery), person) &&
    (outcome === undefined || delivery.outcome === outcome) &&
    (vendor === undefined || delivery.vendor === vendor) &&
    (from === undefined || delivery.from === from || SOURCE_VENDORS[delivery.from] === from) &&
    (stage === undefined || (stage === 'beyond' ? delivery.stage !== 'source' : delivery.stage === stage)) &&
    (toward === undefined || vendorAfterSegment(delivery) === toward) &&
    (reason === undefined || String(delivery.reason) === reason) &&
    (each === undefined || leads(delivery, each))
  )
}

/** Where an event goes from Segment that no preset took. */
export const vendorAfterSegment = ({ from }: Pick<Delivery, 'from'>): VendorName =>
  SOURCE_VENDORS[from] === 'heap' ? 'appcues' : 'heap'

const leads = ({ leads }: Delivery, each: string): boolean =>
  each === 'webhook' ? leads?.webhook === true : leads?.event === true

/** Empty where a webhook or a row became no event. */
export const eventName = ({ event }: Pick<Delivery, 'event'>): string =>
  event ? String(event.event ?? event.type) : ''

export const personOf = ({ event }: Pick<Delivery, 'event'>): string =>
  String(event?.userId ?? event?.anonymousId ?? '')

export const isLost = ({ outcome }: Pick<Delivery, 'outcome'>): boolean =>
  outcome === 'rejected' || outcome === 'failed'

/** Our messages begin with the name of the field, as the screen names it, and a colon. */
const FIELD = /^([A-Z][\w’ -]{1,39}): /

/** The field that a message speaks of. */
export const fieldOf = (message: string | undefined): string | undefined => FIELD.exec(message ?? '')?.[1]

/** Which vendor each action sends to. */
const ACTION_VENDORS: Readonly<Record<string, VendorName>> = {
  trackEvent: 'heap',
  updateUser: 'heap',
  syncAudience: 'appcues',
  forwardEvent: 'appcues',
  updateAppcuesUser: 'appcues'
}

export const vendorOfAction = (action: string): VendorName => ACTION_VENDORS[action] ?? 'heap'

/** Which vendor a source speaks for; an event handed to Segment directly comes from neither. */
export const SOURCE_VENDORS: Readonly<Record<string, VendorName>> = {
  [sources.appcuesWebhook.name]: 'appcues',
  [EXPORT]: 'appcues',
  [sources.heapSegmentSync.name]: 'heap',
  [sources.heapEventWebhook.name]: 'heap'
}
