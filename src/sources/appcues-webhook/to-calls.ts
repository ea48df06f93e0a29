import { APPCUES_ORIGIN } from '../../destinations/heap-appcues/catalog'
import { isAnonymousId, isProfileKey } from '../../destinations/heap-appcues/shared/identity'
import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { SourceError } from '../shared/errors'
import { asRecord, sanitizeJson, withoutUndefined } from '../shared/json'
import type { RenameKey } from '../shared/json'
import { contentId, eventTime, fitToSizeLimit, integrations, isBlank, toId, toPersonId } from '../shared/segment-call'
import type { Log, SegmentCall } from '../shared/types'
import { splitAnswers } from './answers'
import { clientName, isBareName, isNpsEvent, isSentByBrowser } from './event-name'
import { camelCase, pickTraits, toRecord, valueOf } from './read-delivery'
import type { Delivery } from './read-delivery'
import { DELIVER } from './settings'

export interface ToCallsOptions {
  /** One of the choices of the setting Deliver; everything unless said otherwise. */
  deliver?: (typeof DELIVER)[number]
  /** Names of values of the profile that travel in `context.traits`. */
  traits?: readonly string[]
  /** Whether a bare "Form Submitted" is Appcues' own. */
  takeBareNames?: boolean
  /** The present, in epoch milliseconds: a time more than a day ahead is rejected. */
  now?: number
}

/**
 * The calls one event of Appcues becomes: itself under its client-side name, and its answers as events of their own. None,
 * with a message, for an event that is not Appcues' own or not to be delivered.
 */
export function toCalls(delivery: Delivery, options: ToCallsOptions, log: Log): SegmentCall[] {
  const event = clientName(delivery.name)
  const reason = event === undefined ? 'it is not one of Appcues’ events' : skipReason(delivery, options)
  if (event === undefined || reason !== undefined) {
    log(`Skipped ${JSON.stringify(delivery.name.slice(0, 100))}: ${reason}.`)
    return []
  }
  const call = trackCall(event, delivery, options, log)
  return splitAnswers(call, log)
    .map((each) => (isNpsEvent(each.event) ? withPageOfProfile(each, delivery.profile) : each))
    .map((each) => fitToSizeLimit(each, log))
}

function skipReason({ name, attributes }: Delivery, { deliver, takeBareNames }: ToCallsOptions): string | undefined {
  if (!takeBareNames && isBareName(name)) {
    return 'without "appcues:" before its name it counts as an event of your own. If it comes from Appcues, turn on Take Bare Names'
  }
  const isLeftToBrowser = deliver === DELIVER[1] && isSentByBrowser(name, attributes)
  return isLeftToBrowser
    ? 'Appcues’ browser integration sends it, and Deliver is set to what that leaves out'
    : undefined
}

/** Longest id of a delivery that is taken as it is: Segment's message ids have at most 100 characters, and suffixes must fit. */
const MAX_ID_LENGTH = 80

function trackCall(event: string, delivery: Delivery, options: ToCallsOptions, log: Log): SegmentCall {
  const { attributes } = delivery
  const content = {
    event,
    ...person(delivery.userId),
    timestamp: eventTime({ timestamp: delivery.timestamp, 'attributes.timestamp': attributes.timestamp }, options.now),
    properties: toProperties(attributes, options.now, log),
    context: withoutUndefined({
      groupId: toPersonId(delivery.groupId),
      traits: pickTraits(delivery.profile, options.traits ?? [], log),
      page: pageOf(delivery.context),
      // The mark by which the destination knows what must never go back to Appcues.
      integration: { name: 'Appcues', source: APPCUES_ORIGIN }
    })
  }
  const messageId = deliveryId(delivery.id) ?? contentId('appcues', content)
  return withoutUndefined({ type: 'track', messageId, ...content, integrations: { ...integrations.notAppcues } })
}

function person(value: unknown): { userId: string } | { anonymousId: string } {
  const id = toPersonId(value)
  if (id === undefined) {
    throw new SourceError(
      'INVALID_PAYLOAD',
      'The field "user_id" is missing, or holds a placeholder instead of a user ID. A number beyond 2^53 must be sent as text.'
    )
  }
  return isAnonymousId(id) ? { anonymousId: id } : { userId: id }
}

function deliveryId(value: unknown): string | undefined {
  const id = toId(value)
  return id !== undefined && id.length > MAX_ID_LENGTH ? contentId('appcues', id) : id
}

/** An event's attributes as its properties: camelCase keys, at every depth without the person's profile. */
function toProperties(attributes: Record<string, unknown>, now: number | undefined, log: Log): Record<string, unknown> {
  const { timestamp, ...properties } = sanitizeJson(withObjects(attributes), renameKey)
  if (toIsoTime(timestamp, now) !== undefined) return { ...properties, timestamp }
  if (!isBlank(timestamp)) log('Omitted the property "timestamp": it is not a valid time. The event keeps its own.')
  return properties
}

/** Attributes that are objects, of which single values are sent; a warehouse keeps them as JSON in a text. */
const OBJECTS = ['interaction', 'interactionData', 'interaction_data']

function withObjects(attributes: Record<string, unknown>): Record<string, unknown> {
  const parsed = OBJECTS.map((key) => [key, toRecord(attributes[key])] as const)
  return { ...attributes, ...Object.fromEntries(parsed.filter(([, object]) => Object.keys(object).length > 0)) }
}

/** Where both spellings stand side by side, the camelCase one counts. */
const renameKey: RenameKey = (key, siblings) => {
  const name = camelCase(key)
  const isShadowed = name !== key && Object.hasOwn(siblings, name)
  return isShadowed || isProfileKey(key) ? undefined : name
}

/** The page an event happened on, wherever Appcues puts it, as Segment's `context.page`; undefined when it says nothing of a page. */
function pageOf(context: Record<string, unknown>): { url?: string; title?: string } | undefined {
  const page = asRecord(context.page)
  const url = firstText(context.url, context.page_url, context.pageUrl, page.url)
  const title = firstText(context.title, context.page_title, context.pageTitle, page.title)
  return url === undefined && title === undefined ? undefined : withoutUndefined({ url, title })
}

const firstText = (...values: unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value.trim() !== '')

/** Page URL and Page Title are documented properties of an NPS event; without a page of its own, it has that of the profile. */
function withPageOfProfile(call: SegmentCall, profile: Record<string, unknown>): SegmentCall {
  if (call.context?.page !== undefined) return call
  const page = pageOf({ url: valueOf(profile, '_currentPageUrl'), title: valueOf(profile, '_currentPageTitle') })
  return page === undefined ? call : { ...call, context: { ...call.context, page } }
}
