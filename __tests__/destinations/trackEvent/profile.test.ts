import type { JSONObject } from '@segment/actions-core'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const SECRET = 'profile@example.com'
const profile = { email: SECRET, plan: 'pro', nested: { phone: '555' } }

/** What Heap receives of an event, and what the response says was left out. */
async function inHeap(properties: object, mapping: JSONObject = { properties: { '@path': '$.properties' } }) {
  const requests = recordHeap()
  const [response] = await heapAction('trackEvent', mapping).batch([
    appcuesEvent({ event: 'Step Interacted (Appcues)', properties })
  ])
  expect(JSON.stringify([requests, response])).not.toContain(SECRET)
  return { sent: recordsOf(requests[0])[0].properties, omitted: (response.body as { omitted: string[] }).omitted }
}

describe('a person’s whole profile', () => {
  it.each<[string, object, object, string]>([
    ['under user', { user: profile }, {}, 'user'],
    ['under _identity', { _identity: profile }, {}, '_identity'],
    ['under identity', { identity: profile }, {}, 'identity'],
    ['in a device', { _device: { _pushToken: SECRET } }, {}, '_device'],
    ['flattened by an export', { _identity_email: SECRET }, {}, '_identity_email'],
    ['flattened with its parent', { attributes__identity_email: SECRET }, {}, 'attributes__identity_email'],
    ['in another case', { IDENTITY: profile }, {}, 'IDENTITY'],
    ['with blanks around its key', { ' user ': profile }, {}, ' user '],
    ['as one word', { user: SECRET }, {}, 'user'],
    ['nested', { data: { user: profile, kept: 1 } }, { 'data.kept': 1 }, 'data.user'],
    ['in a list', { rows: [{ identity: profile, kept: 1 }] }, { 'rows.0.kept': 1 }, 'rows.0.identity'],
    ['under a dotted key', { 'user.email': SECRET }, {}, 'user.email'],
    ['inside a dotted key', { 'a._identity.b': SECRET }, {}, 'a._identity.b'],
    ['under a key with brackets', { 'user[email]': SECRET }, {}, 'user[email]']
  ])('is left out and named: %s', async (_place, properties, sent, key) => {
    expect(await inHeap(properties)).toStrictEqual({
      sent,
      omitted: [`${key}: it is part of a person’s profile.`]
    })
  })

  it.each([null, '', ' ', [], {}])('is not named where its key holds nothing: %j', async (nothing) => {
    const properties = { user: nothing, _identity: nothing, data: { identity: nothing } }
    expect(await inHeap({ ...properties, kept: 1 })).toStrictEqual({ sent: { kept: 1 }, omitted: [] })
  })

  it.each<[string, object, object]>([
    ['an object', { interaction: { category: 'link', user: profile } }, { Interaction: '{"category":"link"}' }],
    ['a list', { interaction: [{ id: 1, _device: profile }] }, { Interaction: '[{"id":1}]' }]
  ])('is taken out of a property that is one JSON text, at any depth: %s', async (_what, properties, sent) => {
    expect(await inHeap(properties)).toStrictEqual({ sent, omitted: [] })
  })

  it('may be picked from, one value at a time', async () => {
    const properties = { Plan: { '@path': '$.properties.user.plan' } }
    expect(await inHeap({ user: profile }, { properties })).toStrictEqual({ sent: { Plan: 'pro' }, omitted: [] })
  })

  it.each<[string, unknown]>([
    ['user_count', 3],
    ['users', 'a'],
    ['userId', 'u'],
    ['identity_provider', 'okta'],
    ['identityProvider', 'okta'],
    ['identities', 'a||b'],
    ['super.user_name', 'x'],
    ['user_email', 'a'],
    ['userRole', 'admin'],
    ['Plan__c', 'pro'],
    ['note', 'the user said {"user": ...}'],
    ['note', '{"user":{"plan":"pro"}}']
  ])('is not seen in the look-alike %s: %p', async (key, value) => {
    expect(await inHeap({ [key]: value })).toStrictEqual({ sent: { [key]: value }, omitted: [] })
  })
})
