import pick from 'lodash/pick'
import { everything, everythingInHeap } from '../../../examples/everything'
import { appcuesEvent } from '../../support/appcues-event'
import { BEYOND, DOCUMENTED } from '../../support/event-tables'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough, heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent')

const SPELLINGS = [...DOCUMENTED, ...BEYOND].flatMap(([name, id, clientName, names]) =>
  [name, clientName, id, `appcues:${id}`].map((spelling) => [spelling, name, names] as const)
)

describe('the default mapping of trackEvent', () => {
  it.each(SPELLINGS)('sends %s as %s with exactly its documented properties', async (spelling, name, names) => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: spelling, properties: everything }))
    expect(requests.map(({ path, body }) => [path, body])).toStrictEqual([
      [
        '/api/track',
        {
          app_id: '11',
          events: [
            {
              identity: 'alice@example.com',
              event: name,
              timestamp: '2026-03-10T22:22:00.000Z',
              idempotency_key: `message-1:${name}`,
              properties: pick(everythingInHeap, names)
            }
          ]
        }
      ]
    ])
  })

  it.each([
    ['null', null],
    ['missing', undefined],
    ['empty', ''],
    ['blank', ' \n'],
    ['an empty list', []],
    ['an empty object', {}]
  ])('sends nothing of a property that is %s', async (_word, empty) => {
    const requests = recordHeap()
    const properties = {
      flowId: 'flow-1',
      stepType: empty,
      stepChildNumber: empty,
      interaction: empty,
      category: empty
    }
    await track.one(appcuesEvent({ event: 'step_interacted', properties }))
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({
      'Flow ID': 'flow-1',
      Timestamp: '2026-03-10T22:22:00.000Z'
    })
  })

  it('offers an unlisted event the properties it has, and keeps its name', async () => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: ' Report Exported ', properties: { ...everything, user: undefined } }))
    const [{ event, properties }] = recordsOf(requests[0])
    expect(event).toBe('Report Exported')
    expect(properties).toStrictEqual(everythingInHeap)
  })

  it('takes numbers that arrive as text for numbers', async () => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: 'nps_score', properties: { score: ' 10 ', timestamp: '1773181316000' } }))
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({
      Timestamp: '2026-03-10T22:21:56.000Z',
      'Page Title': 'Dashboard',
      'Page URL': 'https://app.example.com/dashboard',
      'NPS Score': 10
    })
  })
})

const trackPresets = automaticPresets.filter(({ partnerAction }) => partnerAction === 'trackEvent')
const context = { groupId: 'acme', page: { title: 'Dashboard', url: 'https://app.example.com/dashboard' } }
const PAGE = { 'Page URL': 'https://app.example.com/dashboard', 'Page Title': 'Dashboard' }
const LOCALE = { 'Locale Name': 'English', 'Flow Type': 'journey' }
const both = { heapGroupId: true, heapPageAndLocale: true }

/** The properties of the one event that Heap receives through the presets, whatever their order. */
async function throughPresets(changes: object, settings: object) {
  const requests = recordHeap()
  await deliverThrough(trackPresets, appcuesEvent({ context, ...changes }), settings)
  const [record] = requests.flatMap(recordsOf)
  return record?.properties ?? record?.custom_properties
}

const everyEvent = [...DOCUMENTED, ...BEYOND].map(([name, , clientName, names]) => [clientName, names, name] as const)

describe('the setting Group ID in Heap', () => {
  it.each(everyEvent)('adds the group to %s', async (event, names) => {
    expect(await throughPresets({ event, properties: everything }, { heapGroupId: true })).toStrictEqual({
      ...pick(everythingInHeap, names),
      'Group ID': 'acme'
    })
  })

  it.each([
    ['missing', undefined],
    ['blank', ' '],
    ['null', null],
    ['false', false]
  ])('adds nothing where the group is %s', async (_word, groupId) => {
    const properties = { flowId: 'f' }
    expect(await throughPresets({ properties, context: { groupId } }, { heapGroupId: true })).toStrictEqual({
      'Flow ID': 'f',
      Timestamp: '2026-03-10T22:22:00.000Z'
    })
  })

  it.each<[unknown]>([['null'], ['undefined'], ['n/a'], [2 ** 60], [{ id: 1 }], ['g'.repeat(1024)]])(
    'omits and names the group %p, which is no id',
    async (groupId) => {
      const requests = recordHeap()
      const event = appcuesEvent({ context: { groupId } })
      const [response] = await heapAction('trackEvent').batch([event], { heapGroupId: true })
      expect(recordsOf(requests[0])[0].properties).toStrictEqual({
        'Flow ID': 'flow-1',
        Timestamp: '2026-03-10T22:22:00.000Z'
      })
      expect((response.body as { omitted: string[] }).omitted).toStrictEqual(['Group ID: its value is not an ID.'])
    }
  )

  it.each<[unknown, string]>([
    [7, '7'],
    ['12345678901234567890', '12345678901234567890'],
    ['nullable', 'nullable'],
    [' acme ', 'acme']
  ])('takes the look-alike %p', async (groupId, sent) => {
    expect(await throughPresets({ context: { groupId } }, { heapGroupId: true })).toMatchObject({ 'Group ID': sent })
  })
})

describe('the setting Page and Locale With Every Event', () => {
  it.each(everyEvent)('adds page, locale and flow type to %s', async (event, names) => {
    expect(await throughPresets({ event, properties: everything }, { heapPageAndLocale: true })).toStrictEqual({
      ...pick(everythingInHeap, names),
      ...PAGE,
      ...LOCALE
    })
  })

  it('adds what an event has, and names nothing for the rest', async () => {
    const requests = recordHeap()
    const events = [appcuesEvent({ context: { page: null } }), appcuesEvent({ context: undefined, messageId: 'm2' })]
    const responses = await heapAction('trackEvent').batch(events, both)
    const own = { 'Flow ID': 'flow-1', Timestamp: '2026-03-10T22:22:00.000Z' }
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([own, own])
    expect(responses.map(({ body }) => (body as { omitted: string[] }).omitted)).toStrictEqual([[], []])
  })

  it('gives an unlisted Appcues event each under one name, also where it had it under Appcues’ own', async () => {
    const properties = { localeName: 'English', flowType: 'journey', pageUrl: 'https://app.example.com/x', pin: 1 }
    expect(await throughPresets({ event: 'Pin Clicked (Appcues)', properties }, both)).toStrictEqual({
      ...LOCALE,
      'Page URL': 'https://app.example.com/x',
      pin: 1,
      'Group ID': 'acme',
      'Page Title': 'Dashboard'
    })
  })

  it('leaves events that are not Appcues’ own alone', async () => {
    const requests = recordHeap()
    const event = appcuesEvent({
      event: 'Report Exported',
      context,
      properties: { localeName: 'English', plan: 'pro' }
    })
    await heapAction('trackEvent', { properties: { '@path': '$.properties' } }).one(event, both)
    expect(requests.flatMap(recordsOf)[0].properties).toStrictEqual({ localeName: 'English', plan: 'pro' })
  })

  it('gives way to what the mapping says', async () => {
    const requests = recordHeap()
    const changes = { properties: { 'Page URL': 'mapped', flowType: 'tour', group_id: ' ' } }
    await heapAction('trackEvent', changes).one(appcuesEvent({ context }), both)
    expect(requests.flatMap(recordsOf)[0].properties).toStrictEqual({
      'Page URL': 'mapped',
      'Flow Type': 'tour',
      'Group ID': 'acme',
      'Page Title': 'Dashboard'
    })
  })

  it('uses the native keys with native names, each once', async () => {
    const settings = { ...both, heapNames: 'As the native integration' }
    const native = { groupId: 'acme', pageUrl: PAGE['Page URL'], pageTitle: 'Dashboard', localeName: 'English' }
    for (const event of ['Flow Started (Appcues)', 'NPS Feedback (Appcues)', 'Pin Clicked (Appcues)']) {
      const properties = { localeName: 'English', flowType: 'journey' }
      const sent = await throughPresets({ event, properties }, settings)
      expect(sent).toMatchObject({ ...native, flowType: 'journey' })
      expect(Object.keys(sent as object)).not.toEqual(expect.arrayContaining(['Page URL', 'Group ID']))
    }
  })

  it('sends text for a visitor known by an anonymous id only', async () => {
    expect(await throughPresets({ userId: null, properties: { flowType: 7 } }, both)).toStrictEqual({
      Timestamp: '2026-03-10T22:22:00.000Z',
      'Group ID': 'acme',
      ...PAGE,
      'Flow Type': '7'
    })
  })

  it('tells events of a batch apart, also when the framework rejected one of them', async () => {
    const requests = recordHeap()
    const named = (messageId: string, changes: object = {}) =>
      appcuesEvent({ messageId, properties: { localeName: messageId }, context: {}, ...changes })
    const track = heapAction('trackEvent')
    const whole = await track.batch([named('m1'), named('m2')], both)
    const responses = await track.batch([named('m3', { event: undefined }), named('m4'), named('m5')], both)
    expect([...whole, ...responses].map(({ status }) => status)).toStrictEqual([200, 200, 400, 200, 200])
    const locales = (...ids: string[]) =>
      ids.map((id) => ({ 'Locale Name': id, Timestamp: '2026-03-10T22:22:00.000Z' }))
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual(
      locales('m1', 'm2', 'm4', 'm5')
    )
  })
})

describe('with both settings off', () => {
  it.each([{}, { heapGroupId: false, heapPageAndLocale: false }])(
    'nothing is added, and nothing is named as omitted: %p',
    async (settings) => {
      const requests = recordHeap()
      const properties = { flowId: 'f', localeName: 'English', flowType: 'journey' }
      const track = heapAction('trackEvent', { properties: { '@path': '$.properties' } })
      const [response] = await track.batch([appcuesEvent({ properties, context })], settings)
      expect(recordsOf(requests[0])[0].properties).toStrictEqual({
        'Flow ID': 'f',
        localeName: 'English',
        flowType: 'journey'
      })
      expect((response.body as { omitted: string[] }).omitted).toStrictEqual([])
    }
  )
})

describe('one of the two settings alone', () => {
  it('leaves the properties of the other as the mapping has them', async () => {
    const requests = recordHeap()
    const event = appcuesEvent({ context, properties: { flowId: 'f', localeName: 'English' } })
    const mapping = { properties: { '@path': '$.properties' } }
    const [response] = await heapAction('trackEvent', mapping).batch([event], { heapGroupId: true })
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({
      'Flow ID': 'f',
      localeName: 'English',
      'Group ID': 'acme'
    })
    expect((response.body as { omitted: string[] }).omitted).toStrictEqual([])
  })
})
