import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-heap'

withoutNetwork()

const track = heapAction('trackEvent', { properties: { '@path': '$.properties' } })

/** What Heap receives of properties, and what the answer says was left out. */
async function inHeap(properties: object, event = 'Report Exported') {
  const requests = recordHeap()
  const [answer] = await track.batch([appcuesEvent({ event, properties })])
  const { left_out } = answer.body as { left_out: string[] }
  return { sent: recordsOf(requests[0])[0].properties, left_out }
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
    expect(await inHeap(properties)).toStrictEqual({ sent, left_out: [] })
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

  it('of a listed event get documented names in any spelling, and those that are not its own are dropped', async () => {
    const properties = { flowId: 'f', flow_name: 'n', 'Step ID': 's', score: 7, plan: 'pro' }
    expect((await inHeap(properties, 'step_started')).sent).toStrictEqual({
      'Flow ID': 'f',
      'Flow Name': 'n',
      'Step ID': 's',
      plan: 'pro'
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
    ['NPS Score', 'score', 'nine', 'number'],
    ['NPS Score', 'score', true, 'number'],
    ['NPS Score', 'score', [9], 'number'],
    ['NPS Score', 'score', { value: 9 }, 'number'],
    ['NPS Score', 'score', '9/10', 'number'],
    ['NPS Score', 'score', '1e1', 'number'],
    ['NPS Score', 'score', '9'.repeat(400), 'number'],
    ['NPS Score', 'score', '9007199254740993', 'number'],
    ['NPS Score', 'timestamp', 'yesterday', 'time'],
    ['NPS Score', 'timestamp', '2026-02-30T00:00:00Z', 'time'],
    ['Flow Started', 'flowVersion', 'latest', 'number'],
    ['Step Started', 'stepType', { kind: 'modal' }, 'text']
  ])('of %s leave out and name %s when it is %p', async (event, key, value, type) => {
    const names: Record<string, string> = {
      score: 'NPS Score',
      timestamp: 'Timestamp',
      flowVersion: 'Flow Version',
      stepType: 'Step Type'
    }
    expect(await inHeap({ [key]: value, plan: 'pro' }, event)).toStrictEqual({
      sent: { plan: 'pro' },
      left_out: [`${names[key]} was left out: its value is not a usable ${type}.`]
    })
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
    ['-1', -1],
    ['8.25', 8.25],
    ['9007199254740991', 9007199254740991],
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
