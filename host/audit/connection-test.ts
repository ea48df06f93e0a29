import { Destination, defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import omit from 'lodash/omit'
import { retryingAppcuesApi } from '../appcues/client'
import { readProfile } from '../appcues/profiles'
import { settingsFrom, variableOf } from '../cli/environment'
import type { Environment, PlainSettings } from '../cli/environment'
import { definition } from '../delivery/definition'
import type { RetryPolicy } from '../delivery/deliver'
import { responsesOf, createSender } from '../delivery/sender'

/** What the connection test says about one vendor. */
export interface VendorLine {
  vendor: Vendor
  state: 'right' | 'wrong' | 'not filled in'
  sentence: string
  /** The vendor's own, and nothing of the other's. */
  settings: PlainSettings
}

type Vendor = 'Heap' | 'Appcues'

const fields = definition.authentication?.fields ?? {}

/** The connection test as Segment runs it, for each vendor alone, so that each has a sentence of its own. */
export const vendorLines = (environment: Environment): Promise<VendorLine[]> =>
  Promise.all([vendorLine('Heap', environment), vendorLine('Appcues', environment)])

async function vendorLine(vendor: Vendor, environment: Environment): Promise<VendorLine> {
  const keys = Object.keys(fields).filter((key) => key.startsWith(vendor.toLowerCase()))
  const settings = settingsFrom(environment, fields, keys)
  if (keys.every((key) => settings[key] === fields[key].default)) {
    const [first] = keys
    const sentence = `nothing is filled in (${variableOf(first)} and what follows it). Not checked.`
    return { vendor, state: 'not filled in', sentence, settings }
  }
  const trouble = await troubleOf(settings)
  if (trouble !== undefined) return { vendor, state: 'wrong', sentence: trouble, settings }
  return {
    vendor,
    state: 'right',
    sentence: vendor === 'Heap' ? heapIsRight(settings) : appcuesIsRight(settings),
    settings
  }
}

/** What the framework puts before the sentence of the destination. */
const FRAMEWORK_WORDS = /^Credentials are invalid:\s*(\d{3})?\s*/

const troubleOf = (settings: PlainSettings): Promise<string | undefined> =>
  new Destination(definition).testAuthentication(settings).then(
    () => undefined,
    (error: Error) => error.message.replace(FRAMEWORK_WORDS, '')
  )

const heapIsRight = ({ heapAppId, heapRegion, heapApiKey }: PlainSettings): string =>
  heapApiKey === undefined
    ? `environment ${heapAppId} (${heapRegion}): the id has the right form. Heap accepts a wrong id silently, so only an event that arrives there proves it: --send-test-event, or ${variableOf('heapApiKey')}.`
    : `environment ${heapAppId} (${heapRegion}): Heap accepts the API key.`

const appcuesIsRight = ({ appcuesAccountId, appcuesRegion }: PlainSettings): string =>
  `account ${appcuesAccountId} (${appcuesRegion}): Appcues accepts the API key.`

/** Marked, so that it is not taken for a visitor. */
export const TEST_PERSON = 'heap-appcues-connection-test'
export const TEST_EVENT = 'Heap Appcues Connection Test'

/** What came of a test, in a sentence. */
export interface TestResult {
  worked: boolean
  sentence: string
}

/**
 * Sends one marked event to Heap through the destination.
 *
 * @param time ISO 8601 in UTC; part of the message id, so that a later test is another event
 */
export async function sendTestEvent(settings: PlainSettings, time: string): Promise<TestResult> {
  // The test's person has no other property to be known by.
  const send = createSender(definition, omit(settings, 'heapIdentityProperty'), () => undefined)
  const event = {
    type: 'track' as const,
    event: TEST_EVENT,
    userId: TEST_PERSON,
    messageId: `${TEST_PERSON}:${time}`,
    timestamp: time,
    properties: { Note: 'Sent by heap-appcues check.' }
  }
  const [response] = await responsesOf(subscription, [{ number: 1, event }], send)
  if (response.errormessage !== undefined) {
    return { worked: false, sentence: `the test event was rejected. ${response.errormessage}` }
  }
  return {
    worked: true,
    sentence: `sent the event "${TEST_EVENT}" of the user "${TEST_PERSON}", at ${time}. Look for it in Heap.`
  }
}

const mapping = defaultValues(definition.actions.trackEvent.fields) as JSONObject
const subscription = {
  name: TEST_EVENT,
  subscribe: 'type = "track"',
  partnerAction: 'trackEvent',
  mapping: { ...mapping, properties: { '@path': '$.properties' } }
}

/** Reads one profile in Appcues, of someone who should not be there. */
export async function readTestProfile(settings: PlainSettings, policy?: RetryPolicy): Promise<TestResult> {
  const profile = await readProfile(retryingAppcuesApi(settings, policy), TEST_PERSON)
  if (profile.state === 'unreadable') {
    return { worked: false, sentence: `a profile could not be read. ${profile.reason}` }
  }
  const found = profile.state === 'known' ? 'is there' : 'is not there, as it should be'
  return { worked: true, sentence: `profiles can be read: the user "${TEST_PERSON}" ${found}.` }
}
