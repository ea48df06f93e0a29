import type { SegmentEvent } from '@segment/actions-core'
import cases from '../cases/webhooks.json'
import { automaticPresets, deliverThrough } from '../support/heap-delivery'
import { recordHeap, recordsOf } from '../support/record-vendors'
import { withoutNetwork } from '../support/expect-call'
import { appcuesWebhook } from '../../src/sources/appcues-webhook'

withoutNetwork()

const NOW = Date.UTC(2026, 3, 6, 11)

/** What Heap receives of one of the webhooks, with every preset switched on: events first, in the order of the calls. */
async function inHeap(name: keyof typeof cases, sourceSettings: object = {}, settings: object = {}) {
  const heap = recordHeap()
  const request = { headers: {}, body: JSON.stringify(cases[name]) }
  const calls = appcuesWebhook.receive(request, { ...sourceSettings }, NOW)
  for (const call of calls) await deliverThrough(automaticPresets, call as SegmentEvent, settings)
  const sent = (path: string) => heap.filter((each) => each.path === path).flatMap(recordsOf)
  return { calls, events: sent('/api/track'), users: sent('/api/add_user_properties') }
}

const at = (second: number): string => `2026-04-06T10:00:0${second}.000Z`

it('keeps a push token and the whole profile out of Heap', async () => {
  const { calls, events, users } = await inHeap('push token in the device')
  expect(events).toStrictEqual([
    {
      identity: 'u-1',
      event: 'Session Started (Appcues)',
      timestamp: at(0),
      idempotency_key: 'd-1:Session Started (Appcues)',
      properties: {}
    }
  ])
  expect(users).toStrictEqual([])
  expect(JSON.stringify(calls)).not.toMatch(/PUSH-TOKEN|example\.com|dev-1/)
})

it('brings the form answers of the newer builder as those of the classic one, each under an id of its own', async () => {
  const { events, users } = await inHeap('form answers of the newer builder')
  const common = { identity: 'u-1', timestamp: at(1) }
  const experience = { 'Step ID': 'st1', 'Step Type': 'modal', Timestamp: at(1) }
  const form = { ...experience, 'Flow ID': 'e1', 'Flow Name': 'Survey', 'Interaction Type': 'submit', Category: 'form' }
  const [score, why] = cases['form answers of the newer builder'].attributes.interactionData.formResponse
  expect(events).toStrictEqual([
    {
      ...common,
      event: 'Experience Step Interaction',
      idempotency_key: 'd-2:Experience Step Interaction',
      properties: {
        ...experience,
        'Experience ID': 'e1',
        'Experience Name': 'Survey',
        'Experience Type': 'mobile',
        'Step Index': '0,0',
        'Interaction Type': 'Form Submitted'
      }
    },
    {
      ...common,
      event: 'Form Submitted',
      idempotency_key: 'd-2:form:Form Submitted',
      properties: { ...form, Response: JSON.stringify([score, why]) }
    },
    {
      ...common,
      event: 'Form Field Submitted',
      idempotency_key: 'd-2:form:0:Form Field Submitted',
      properties: { ...form, 'Field ID': 'f1', Label: 'How likely are you to recommend us?', Value: '9' }
    },
    {
      ...common,
      event: 'Form Field Submitted',
      idempotency_key: 'd-2:form:1:Form Field Submitted',
      properties: { ...form, 'Field ID': 'f2', Label: 'Why?', Value: 'Great' }
    }
  ])
  expect(users).toStrictEqual([])
})

it.each([
  ['everything', 'everything'],
  ['only what the browser integration leaves out, being in doubt', 'only what the browser integration leaves out']
])('makes a score event and a feedback event of both in one, delivering %s', async (_title, deliver) => {
  const { events, users } = await inHeap('score and words in one', { deliver })
  const common = { identity: 'u-1', timestamp: at(2) }
  expect(events).toStrictEqual([
    {
      ...common,
      event: 'NPS Score Submitted',
      idempotency_key: 'd-3:score:NPS Score Submitted',
      properties: { Timestamp: at(2), 'NPS Score': 0 }
    },
    {
      ...common,
      event: 'NPS Feedback Submitted',
      idempotency_key: 'd-3:feedback:NPS Feedback Submitted',
      properties: { Timestamp: at(2), 'NPS Feedback': 'Too slow' }
    }
  ])
  expect(users).toStrictEqual([{ identity: 'u-1', properties: { 'Appcues NPS Score': 0, 'Appcues NPS Date': at(2) } }])
})

it('finds the Heap identity in the one trait that travels, and nothing else of the profile', async () => {
  const { calls, events, users } = await inHeap(
    'identity only in the profile',
    { traits: ['email'] },
    { heapIdentityProperty: 'email' }
  )
  expect(calls[0].context?.traits).toStrictEqual({ email: 'pat@example.com' })
  expect(events).toStrictEqual([
    {
      identity: 'pat@example.com',
      event: 'Flow Started',
      timestamp: at(3),
      idempotency_key: 'd-4:Flow Started',
      properties: { 'Flow ID': 'f1', Timestamp: at(3) }
    }
  ])
  expect(users).toStrictEqual([{ identity: 'pat@example.com', properties: { appcuesUserID: '1001' } }])
})

it('has the event’s own time where the attributes have a blank one', async () => {
  const { events } = await inHeap('blank time among the attributes')
  expect(events).toStrictEqual([
    {
      identity: 'u-1',
      event: 'Flow Started',
      timestamp: at(4),
      idempotency_key: 'd-5:Flow Started',
      properties: { 'Flow ID': 'f1', Timestamp: at(4) }
    }
  ])
})
