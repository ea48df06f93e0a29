import type { JSONObject } from '@segment/actions-core'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-heap'

withoutNetwork()

const SECRET = 'profile@example.com'
const profile = { email: SECRET, plan: 'pro', nested: { phone: '555' } }
const asText = JSON.stringify({ user: profile })

/** What Heap receives of an event, and what the answer says was left out. */
async function inHeap(properties: object, mapping: JSONObject = { properties: { '@path': '$.properties' } }) {
  const requests = recordHeap()
  const [answer] = await heapAction('trackEvent', mapping).batch([
    appcuesEvent({ event: 'Step Interacted (Appcues)', properties })
  ])
  expect(JSON.stringify([requests, answer])).not.toContain(SECRET)
  return { sent: recordsOf(requests[0])[0].properties, left_out: (answer.body as { left_out: string[] }).left_out }
}

describe('a person’s whole profile', () => {
  it.each<[string, object, object, string]>([
    ['under user', { user: profile }, {}, 'user'],
    ['under _identity', { _identity: profile }, {}, '_identity'],
    ['under identity', { identity: profile }, {}, 'identity'],
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
      left_out: [`${key} was left out: it holds a person’s whole profile.`]
    })
  })

  it.each([null, '', ' ', [], {}])('is not named where its key holds nothing: %j', async (nothing) => {
    const properties = { user: nothing, _identity: nothing, data: { identity: nothing } }
    expect(await inHeap({ ...properties, kept: 1 })).toStrictEqual({ sent: { kept: 1 }, left_out: [] })
  })

  it.each<[string, object, object]>([
    ['JSON text', { note: `{"kept":1,${asText.slice(1)}` }, { note: '{"kept":1}' }],
    ['JSON text with escapes', { note: asText.replace('user', '\\u0075ser') }, { note: '{}' }],
    [
      'JSON text inside of JSON text',
      { note: JSON.stringify({ kept: 1, inner: asText }) },
      { note: '{"kept":1,"inner":"{}"}' }
    ],
    ['JSON text that was encoded twice', { note: JSON.stringify(asText) }, { note: '"{}"' }],
    ['a list of JSON texts', { notes: ['a', asText] }, { notes: 'a||{}' }],
    ['the interaction', { interaction: { category: 'link', user: profile } }, { Interaction: '{"category":"link"}' }],
    ['text inside the interaction', { interaction: { text: asText } }, { Interaction: '{"text":"{}"}' }]
  ])('is taken out of %s, and the rest is sent', async (_place, properties, sent) => {
    expect(await inHeap(properties)).toStrictEqual({ sent, left_out: [] })
  })

  it.each<[string, string]>([
    ['was cut off', asText.slice(0, -1)],
    ['was encoded twice and cut off', JSON.stringify(asText).slice(0, -1)],
    ['nests beyond any stack', `${'{"a":'.repeat(20000)}${asText}${'}'.repeat(20000)}`]
  ])('is left out and named when its JSON text %s', async (_why, note) => {
    expect(await inHeap({ note, kept: 1 })).toStrictEqual({
      sent: { kept: 1 },
      left_out: ['note was left out: it holds a person’s whole profile.']
    })
  })

  it.each<[string, JSONObject, string]>([
    ['gives it another name', { Customer: { '@path': '$.properties.user' } }, 'Customer'],
    ['puts it deeper', { a: { b: { '@path': '$.properties.user' } } }, 'a.b'],
    ['makes it a documented property', { interaction: { '@path': '$.properties.user' } }, 'Interaction'],
    [
      'makes it text',
      { Customer: { '@json': { mode: 'encode', value: { '@path': '$.properties.user' } } } },
      'Customer'
    ],
    ['makes it all the properties', { '@path': '$.properties.user' }, 'Properties']
  ])('is left out and named when a mapping %s', async (_how, properties, key) => {
    expect(await inHeap({ user: profile }, { properties })).toStrictEqual({
      sent: {},
      left_out: [`${key} was left out: it holds a person’s whole profile.`]
    })
  })

  it('may be picked from, one value at a time', async () => {
    const properties = { Plan: { '@path': '$.properties.user.plan' } }
    expect(await inHeap({ user: profile }, { properties })).toStrictEqual({ sent: { Plan: 'pro' }, left_out: [] })
  })

  it.each<[string, unknown]>([
    ['user_count', 3],
    ['users', 'a'],
    ['userId', 'u'],
    ['identity_provider', 'okta'],
    ['identityProvider', 'okta'],
    ['identities', 'a||b'],
    ['super.user_name', 'x'],
    ['note', 'the user said {"user": ...}'],
    ['note', '{"user_count": 3.0}'],
    ['note', '{"kind": "user"}'],
    ['note', '[user: me]'],
    ['note', '{half a brace, "user']
  ])('is not seen in the look-alike %s: %p', async (key, value) => {
    expect(await inHeap({ [key]: value })).toStrictEqual({ sent: { [key]: value }, left_out: [] })
  })
})
