import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough, heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent', { properties: { '@path': '$.properties' } })

/** What Heap receives of properties, and what the response says was left out. */
async function inHeap(properties: object, event = 'Report Exported') {
  const requests = recordHeap()
  const [response] = await track.batch([appcuesEvent({ event, properties })])
  const { omitted } = response.body as { omitted: string[] }
  return { sent: recordsOf(requests[0])[0].properties, omitted }
}

const SCORE = 'a whole number from 0 to 10'
const NAMES: Record<string, string> = {
  score: 'NPS Score',
  nps_score: 'NPS Score',
  flowVersion: 'Flow Version',
  stepType: 'Step Type',
  flow_name: 'Flow Name',
  flow_id: 'Flow ID',
  label: 'Label'
}

describe('properties of an event', () => {
  it.each<[string, object, object]>([
    [
      'keep text and numbers',
      { plan: ' pro ', seats: 3, ratio: 0.5, zero: 0 },
      { plan: ' pro ', seats: 3, ratio: 0.5, zero: 0 }
    ],
    ['make words of booleans', { on: true, off: false }, { on: 'true', off: 'false' }],
    ['get dotted keys where they nest', { a: { b: { c: 1 }, d: 'x' } }, { 'a.b.c': 1, 'a.d': 'x' }],
    ['join lists of plain values', { tags: ['a', 2, true, null, ''] }, { tags: 'a||2||true' }],
    [
      'number the members of other lists',
      { rows: [{ id: 1 }, [2, 3], 'x'] },
      { 'rows.0.id': 1, 'rows.1': '2||3', 'rows.2': 'x' }
    ],
    ['send nothing empty', { a: null, b: '', c: ' ', d: [], e: {}, f: [null, ''], g: [[]], h: { i: null } }, {}],
    ['keep the first of two that get one name', { flow_id: 'first', 'Flow ID': 'second' }, { 'Flow ID': 'first' }],
    ['keep the first of two that flatten to one key', { 'a.b': 1, a: { b: 2 } }, { 'a.b': 1 }],
    [
      'keep text that looks like JSON',
      { note: '{"a": 1.0, "n": 12345678901234567890}' },
      { note: '{"a": 1.0, "n": 12345678901234567890}' }
    ]
  ])('%s', async (_claim, properties, sent) => {
    expect(await inHeap(properties)).toStrictEqual({ sent, omitted: [] })
  })

  it('of an unlisted event keep Appcues’ own keys as they are written', async () => {
    const properties = { score: 7, flowId: 'f', pageTitle: 'x', nps_score: 8, 'Flow Name': 'n' }
    expect((await inHeap(properties)).sent).toStrictEqual({
      score: 7,
      flowId: 'f',
      pageTitle: 'x',
      'NPS Score': 8,
      'Flow Name': 'n'
    })
  })

  it('of a listed event get documented names in any spelling, and those of other events are omitted and named', async () => {
    const properties = {
      flowId: 'f',
      flow_name: 'n',
      'Step ID': 's',
      score: 7,
      page_url: 'u',
      field_id: '',
      plan: 'pro'
    }
    const elsewhere = (key: string, name: string) =>
      `${key}: Appcues documents it for other events; map it as "${name}" to send it with this one.`
    expect(await inHeap(properties, 'step_started')).toStrictEqual({
      sent: { 'Flow ID': 'f', 'Flow Name': 'n', 'Step ID': 's', plan: 'pro' },
      omitted: [elsewhere('score', 'NPS Score'), elsewhere('page_url', 'Page URL')]
    })
  })

  it('are sent with any event under the name that Heap shows', async () => {
    expect(await inHeap({ 'Page URL': 'u', 'NPS Score': '7' }, 'step_started')).toStrictEqual({
      sent: { 'Page URL': 'u', 'NPS Score': 7 },
      omitted: []
    })
  })

  it('send interaction and response as one JSON text each', async () => {
    const interaction = { category: 'link', deep: { er: [1, { a: null }] } }
    expect((await inHeap({ interaction }, 'Step Interacted')).sent).toStrictEqual({
      Interaction: '{"category":"link","deep":{"er":[1,{"a":null}]}}'
    })
    expect((await inHeap({ response: [{ label: 'Rôle', value: 'x' }] }, 'Form Submitted')).sent).toStrictEqual({
      Response: '[{"label":"Rôle","value":"x"}]'
    })
    expect((await inHeap({ response: 'already text' }, 'Form Submitted')).sent).toStrictEqual({
      Response: 'already text'
    })
  })

  it.each<[unknown, unknown]>([
    ['Designer', 'Designer'],
    [['a', 'b'], 'a||b'],
    [7, 7],
    [false, 'false']
  ])('send the form field’s value %p as %p', async (value, sent) => {
    expect((await inHeap({ value }, 'Form Field Submitted')).sent).toStrictEqual({ Value: sent })
  })

  it.each<[string, string, unknown, string]>([
    ...['nine', true, [9], { value: 9 }, '9/10', '1e1', '9'.repeat(400), '9007199254740993'].map(
      (score): [string, string, unknown, string] => ['NPS Score', 'score', score, SCORE]
    ),
    ...[-1, '-1', 11, 7.5, '8.25', 1e9].map((score): [string, string, unknown, string] => [
      'NPS Score',
      'score',
      score,
      SCORE
    ]),
    ['NPS Update Score Selected', 'nps_score', 11, SCORE],
    ['Report Exported', 'NPS Score', 11, SCORE],
    ['Flow Started', 'flowVersion', { major: 2 }, 'text or a number'],
    ['Flow Started', 'flowVersion', true, 'text or a number'],
    ['Step Started', 'stepType', { kind: 'modal' }, 'text'],
    ['Step Started', 'stepType', true, 'text'],
    ['Flow Started', 'flow_name', { en: 'Welcome' }, 'text'],
    ['Flow Started', 'flow_id', [{ id: 1 }], 'text'],
    ['Form Field Submitted', 'label', { en: 'Role' }, 'text']
  ])('of %s omit and name %s when it is %p', async (event, key, value, expected) => {
    const name = NAMES[key] ?? key
    expect(await inHeap({ [key]: value, plan: 'pro' }, event)).toStrictEqual({
      sent: { plan: 'pro' },
      omitted: [`${name}: its value is not ${expected}.`]
    })
  })

  it.each(['', ' ', 'yesterday', '2026-02-30T00:00:00Z', '20260310', 0, null])(
    'take the event’s own time where Appcues’ is %p',
    async (timestamp) => {
      expect(await inHeap({ timestamp }, 'Flow Started')).toStrictEqual({
        sent: { Timestamp: '2026-03-10T22:22:00.000Z' },
        omitted: []
      })
    }
  )

  it.each<[unknown]>([[1773100000000], ['2026-03-10T22:21:56Z'], ['v7'], ['1773100000000']])(
    'take the flow version %p as it is',
    async (flowVersion) => {
      expect((await inHeap({ flowVersion }, 'Flow Started')).sent).toStrictEqual({ 'Flow Version': flowVersion })
    }
  )

  it('know no category of an interaction that is false', async () => {
    const requests = recordHeap()
    const event = appcuesEvent({ event: 'Step Interacted (Appcues)', properties: { interaction: false } })
    await deliverThrough(automaticPresets, event)
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { Timestamp: '2026-03-10T22:22:00.000Z' }
    ])
  })

  it('of another shape than expected never cost the event, alone or in a batch', async () => {
    const action = heapAction('trackEvent')
    const event = appcuesEvent({ properties: { flowId: ['f', 'g'], flowName: { en: 'Welcome' }, flowVersion: [1] } })
    const requests = recordHeap()
    await action.one(event)
    const responses = await action.batch([event, appcuesEvent({ messageId: 'm2' })])
    expect(responses.map(({ status }) => status)).toStrictEqual([200, 200])
    const odd = { 'Flow ID': 'f||g', Timestamp: '2026-03-10T22:22:00.000Z' }
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      odd,
      odd,
      { 'Flow ID': 'flow-1', Timestamp: '2026-03-10T22:22:00.000Z' }
    ])
    expect((responses[0].body as { omitted: string[] }).omitted.slice(0, 2)).toStrictEqual([
      'Flow Name: its value is not text.',
      'Flow Version: its value is not text or a number.'
    ])
  })

  it('join a list where text is documented', async () => {
    expect((await inHeap({ stepType: ['modal', 'slideout'] }, 'Step Started')).sent).toStrictEqual({
      'Step Type': 'modal||slideout'
    })
  })

  it.each<[unknown, number]>([
    ['9', 9],
    [' 9 ', 9],
    ['+9', 9],
    ['9.0', 9],
    ['0', 0],
    ['10', 10],
    [10, 10],
    [0, 0]
  ])('take the score %p for the number %d', async (score, number) => {
    expect((await inHeap({ score }, 'NPS Score')).sent).toStrictEqual({ 'NPS Score': number })
  })

  it('of an anonymous event are all text', async () => {
    const requests = recordHeap()
    const properties = { flowVersion: 1773100000000, on: true, tags: [1, 2], flowName: 'n' }
    await track.one(appcuesEvent({ userId: null, properties }))
    expect(recordsOf(requests[0])[0].custom_properties).toStrictEqual({
      'Flow Version': '1773100000000',
      on: 'true',
      tags: '1||2',
      'Flow Name': 'n'
    })
  })
})
