import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'
import { RoundedIds } from '../../../src/destinations/heap-appcues/shared/raw-input'
import { buildEvent } from '../../../src/destinations/heap-appcues/trackEvent/build-event'

withoutNetwork()

const track = heapAction('trackEvent', { properties: { '@path': '$.properties' } })

async function inHeap(properties: unknown) {
  const requests = recordHeap()
  const [response] = await track.batch([appcuesEvent({ properties })])
  expect(response.status).toBe(200)
  return { sent: recordsOf(requests[0])[0].properties, response }
}

/** What the builder makes of a payload that has not passed the framework. */
function propertiesOf(payload: { event: string; properties: Record<string, unknown> }) {
  const batch = {
    settings: {},
    hasNativeNames: false,
    rounded: new RoundedIds({}, {}),
    hasTimestamp: false,
    rawEvent: () => undefined
  }
  const { event, omitted } = buildEvent({ ...payload, identity: 'alice', message_id: 'm' }, 0, batch)
  return { properties: 'properties' in event ? event.properties : {}, omitted }
}

const parse = (text: string): object => JSON.parse(text) as object

describe('hostile input', () => {
  it('pollutes nothing with the keys of prototypes', async () => {
    const properties = parse(
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":2}},"toString":"x","hasOwnProperty":3,"a":{"__proto__":{"polluted":4},"b":5}}'
    )
    const { sent } = await inHeap(properties)
    expect(sent).toStrictEqual({ 'constructor.prototype.polluted': 2, toString: 'x', hasOwnProperty: 3, 'a.b': 5 })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('takes "__proto__" for a key as any other where the framework leaves it', () => {
    const properties = parse('{"__proto__":"x","a":{"__proto__":{"b":1}}}') as Record<string, unknown>
    const sent = propertiesOf({ event: 'Report Exported', properties }).properties
    expect(JSON.stringify(sent)).toBe('{"__proto__":"x","a.__proto__.b":1}')
    expect(Object.getPrototypeOf(sent)).toBe(Object.prototype)
  })

  it.each([
    ['objects', '{"a":', '}'],
    ['lists', '[', ']']
  ])('survives 10,000 levels of %s', (_what, open, close) => {
    const deep: unknown = JSON.parse(`${open.repeat(10000)}1${close.repeat(10000)}`)
    const payload = { event: 'Step Interacted', properties: { deep, interaction: deep, flowId: 'f' } }
    const { properties, omitted } = propertiesOf(payload)
    expect(properties).toMatchObject({ 'Flow ID': 'f' })
    expect(omitted).toContainEqual(expect.stringMatching(/^deep\..*: its name is too long for Heap\.$/))
  })

  it('survives 100,000 levels in a form, and sends the beginning of one whose texts alone are too long for Heap', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100000)}1${']'.repeat(100000)}`)
    const inHeap = (text: string) =>
      propertiesOf({ event: 'Step Interacted', properties: { interaction: { n: 1, at: new Date(0), text, deep } } })
    expect(inHeap('short').properties).toStrictEqual({})
    const { Interaction } = inHeap('x'.repeat(1024)).properties as Record<string, string>
    expect(Interaction.slice(0, 48)).toBe('{"n":1,"at":"1970-01-01T00:00:00.000Z","text":"x')
  })

  it('delivers its good neighbours when one event nests as deep as the framework’s own mapping can follow', async () => {
    const requests = recordHeap()
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(1500)}1${'}'.repeat(1500)}`)
    const responses = await track.batch([
      appcuesEvent({ messageId: 'm1' }),
      appcuesEvent({ messageId: 'm2', properties: { deep, user: deep, flowId: 'f' } }),
      appcuesEvent({ messageId: 'm3' })
    ])
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 200, 200])
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { 'Flow ID': 'flow-1' },
      { 'Flow ID': 'f' },
      { 'Flow ID': 'flow-1' }
    ])
  })

  it('sends lone surrogates, NUL and a BOM as JSON can write them', async () => {
    const { sent } = await inHeap({ a: '\ud800x', b: 'x\u0000y', c: '\ufeffx', '\u0000': 'z' })
    expect(sent).toStrictEqual({ a: '\ud800x', b: 'x\u0000y', c: '\ufeffx', '\u0000': 'z' })
  })

  it('sends what looks like a reference as the text it is', async () => {
    const { sent } = await inHeap({ a: { $ref: '#' }, b: '[Circular]' })
    expect(sent).toStrictEqual({ 'a.$ref': '#', b: '[Circular]' })
  })

  it('sends numbers beyond 2^53 as the platform parsed them, and text as it stands', async () => {
    const { sent } = await inHeap(parse('{"big":9007199254740993,"huge":1e300,"text":"9007199254740993"}'))
    expect(sent).toStrictEqual({ big: 9007199254740992, huge: 1e300, text: '9007199254740993' })
  })

  it('leaves out and names a number that JSON cannot write', async () => {
    const { sent, response } = await inHeap(parse('{"endless":1e400,"flowVersion":1e400,"kept":1}'))
    expect(sent).toStrictEqual({ kept: 1 })
    expect(response.body).toMatchObject({
      omitted: ['endless: it is neither text nor a number.', 'Flow Version: its value is not text or a number.']
    })
  })

  it.each([null, undefined, {}, ''])('sends an event whose properties are %p', async (properties) => {
    expect((await inHeap(properties)).sent).toStrictEqual({})
  })

  it.each([
    ['properties that are a list', { properties: [1, 2] }],
    ['an identity that is an object', { userId: { id: 1 } }],
    ['a time that is an object', { timestamp: { $date: 1 } }],
    ['a message id that is a list', { messageId: ['a', 'b'] }]
  ])('rejects %s, and that event alone', async (_what, changes) => {
    const requests = recordHeap()
    const responses = await track.batch([appcuesEvent(), appcuesEvent(changes), appcuesEvent()])
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 400, 200])
    expect(requests.map((request) => recordsOf(request).length)).toStrictEqual([2])
  })
})
