import { defaultValues } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import omit from 'lodash/omit'
import { definition } from '../../delivery/definition'
import { retryingAppcuesApi } from '../../appcues/client'
import type { RetryPolicy } from '../../delivery/deliver'
import { answersOf } from '../../delivery/answers-of'
import { createSender } from '../../delivery/sender'
import type { PlainSettings } from '../../cli/settings-from-environment'
import { readProfile } from '../../appcues/read-profile'

/** Marked, so that nobody takes it for a visitor. */
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
  const [answer] = await answersOf(subscription, [{ number: 1, event }], send)
  if (answer.errormessage !== undefined) {
    return { worked: false, sentence: `the test event was not taken. ${answer.errormessage}` }
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
