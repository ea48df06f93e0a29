import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { automaticPresets, deliverThrough, heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const preset = automaticPresets.filter(({ name }) => name === 'Appcues group ID')
const inGroup = (groupId: unknown, changes: object = {}) => appcuesEvent({ context: { groupId }, ...changes })
const OFF = 'The setting Group ID in Heap is off; turn it on to send Appcues Group ID.'
const NONE = 'This event has no usable Appcues Group ID.'

/** What Heap receives through the preset, and the response. */
async function throughPreset(event: ReturnType<typeof appcuesEvent>, settings: object = { heapGroupId: true }) {
  const requests = recordHeap()
  const results = await deliverThrough(preset, event, settings)
  return { bodies: requests.map(({ body }) => body), response: results.find(({ data }) => data)?.data }
}

describe('the preset Appcues group ID', () => {
  it('sets the person’s group', async () => {
    const user = { identity: 'alice@example.com', properties: { 'Appcues Group ID': 'acme' } }
    expect(await throughPreset(inGroup('acme'))).toStrictEqual({
      bodies: [{ app_id: '11', users: [user] }],
      response: { status: 200, sent: user, body: { status: 200, reason: '', omitted: [] } }
    })
  })

  it.each<[string, ReturnType<typeof appcuesEvent>]>([
    ['a group', inGroup('acme')],
    ['no group', inGroup(undefined)],
    ['an unusable user id', inGroup('acme', { userId: 'null' })]
  ])('is skipped while the setting is off, for an event with %s', async (_what, event) => {
    const response = { status: 200, sent: {}, body: { skipped: OFF } }
    expect(await throughPreset(event, {})).toStrictEqual({ bodies: [], response })
    expect(await throughPreset(event, { heapGroupId: false })).toStrictEqual({ bodies: [], response })
  })

  it.each([undefined, null, '', ' ', 'null', 'N/A', 2 ** 60, { id: 1 }, false])(
    'is skipped for an event whose group is %p',
    async (groupId) => {
      expect(await throughPreset(inGroup(groupId))).toStrictEqual({
        bodies: [],
        response: { status: 200, sent: {}, body: { skipped: NONE } }
      })
    }
  )

  it('is skipped for an event without a context, and for a visitor without an identity', async () => {
    const skips = [
      await throughPreset(appcuesEvent({ context: undefined })),
      await throughPreset(inGroup('acme', { userId: undefined }))
    ]
    expect(skips.map(({ response }) => (response as { body: object }).body)).toStrictEqual([
      { skipped: NONE },
      { skipped: 'Heap keeps user properties only of people with an identity, and this visitor has none yet.' }
    ])
  })

  it.each([
    [7, '7'],
    ['12345678901234567890', '12345678901234567890'],
    ['nullable', 'nullable']
  ])('takes the look-alike %p', async (groupId, sent) => {
    const { bodies } = await throughPreset(inGroup(groupId))
    expect(bodies.flatMap(({ users }) => users)).toMatchObject([{ properties: { 'Appcues Group ID': sent } }])
  })
})

describe('a mapping with Appcues Group ID beside other properties', () => {
  const update = heapAction('updateUser', {
    properties: { 'Appcues Group ID': { '@path': '$.context.groupId' }, plan: 'pro' }
  })

  it('sends the others, and names the group as omitted while the setting is off', async () => {
    const requests = recordHeap()
    const [response] = await update.batch([inGroup('acme')])
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([{ plan: 'pro' }])
    expect((response.body as { omitted: string[] }).omitted).toStrictEqual([
      'Appcues Group ID: the setting Group ID in Heap is off.'
    ])
  })

  it('sends both when it is on', async () => {
    const requests = recordHeap()
    await update.batch([inGroup('acme')], { heapGroupId: true })
    expect(requests.flatMap(recordsOf).map(({ properties }) => properties)).toStrictEqual([
      { plan: 'pro', 'Appcues Group ID': 'acme' }
    ])
  })
})
