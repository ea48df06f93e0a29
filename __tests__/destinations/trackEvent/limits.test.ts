import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent', { properties: { '@path': '$.properties' } })

const rejection = (message: string) => ({ code: 'PAYLOAD_VALIDATION_FAILED', status: 400, message })

async function inHeap(changes: object, settings: object = {}) {
  const requests = recordHeap()
  await track.one(appcuesEvent({ event: 'Report Exported', ...changes }), settings)
  return recordsOf(requests[0])[0]
}

describe('the name of an event', () => {
  it('has 1024 characters at most', async () => {
    const longest = 'n'.repeat(1024)
    expect((await inHeap({ event: longest })).event).toBe(longest)
    await expect(track.one(appcuesEvent({ event: `${longest}n` }))).rejects.toMatchObject(
      rejection('Event Name: it is 1025 characters long; Heap allows 1024. Map Event Name to a shorter name.')
    )
  })

  it('of a listed event is recognised between blanks', async () => {
    expect((await inHeap({ event: ' flow_started\n' })).event).toBe('Flow Started')
  })

  it('is rejected when it is blank, alone and in a batch', async () => {
    const message = 'Event Name: it is empty. Map Event Name to the name of the event.'
    await expect(track.one(appcuesEvent({ event: '  ' }))).rejects.toMatchObject(rejection(message))
    const [blank, empty] = await track.batch([appcuesEvent({ event: '  ' }), appcuesEvent({ event: '' })])
    expect([blank, empty]).toMatchObject([{ errormessage: message }, { errormessage: message }])
  })

  it('is required by the framework', async () => {
    await expect(track.one(appcuesEvent({ event: undefined }))).rejects.toMatchObject({ status: 400 })
  })
})

describe('keys and values', () => {
  it('of 1023 characters are sent as they are', async () => {
    const longest = 'v'.repeat(1023)
    const { properties } = await inHeap({ properties: { value: longest, [longest]: 1 } })
    expect(properties).toStrictEqual({ Value: longest, [longest]: 1 })
  })

  it('of more are cut and say so, or are left out and named', async () => {
    const requests = recordHeap()
    const long = 'v'.repeat(1024)
    const [response] = await track.batch([appcuesEvent({ properties: { plan: long, [`k${long}`]: 1 } })])
    const cut = `${'v'.repeat(1016)}… [cut]`
    expect(cut).toHaveLength(1023)
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({ plan: cut })
    expect(response).toMatchObject({
      status: 200,
      body: { omitted: [`k${'v'.repeat(79)}: its name is too long for Heap.`] }
    })
  })

  it('are cut after a whole character', async () => {
    const { properties } = await inHeap({ properties: { plan: `${'v'.repeat(1015)}😀${'v'.repeat(100)}` } })
    expect(properties).toStrictEqual({ plan: `${'v'.repeat(1015)}… [cut]` })
  })

  it('are cut in lists and in JSON text as well', async () => {
    const tags = Array.from({ length: 600 }, () => 'ab')
    const { properties } = await inHeap({
      event: 'Step Interacted (Appcues)',
      properties: { tags, interaction: { text: 'x'.repeat(2000) } }
    })
    const { tags: joined, Interaction } = properties as Record<string, string>
    expect([joined.length, joined.slice(0, 10), joined.slice(-7)]).toStrictEqual([1023, 'ab||ab||ab', '… [cut]'])
    expect([Interaction.length, Interaction.slice(0, 12)]).toStrictEqual([1023, '{"text":"xxx'])
  })

  it('of a long form are the beginning of its JSON text, without what is private in it', async () => {
    const response = Array.from({ length: 9 }, (_, n) => ({
      n,
      scale: null,
      value: `Answer ${n}: ${'"so" '.repeat(40)}`
    }))
    const interaction = { category: 'form', user: { email: 'a@b.c' }, response }
    const { properties } = await inHeap({ event: 'Step Interacted (Appcues)', properties: { interaction } })
    const whole = JSON.stringify({ category: 'form', response })
    expect((properties as Record<string, string>).Interaction).toBe(`${whole.slice(0, 1016)}… [cut]`)
  })

  it('of a form that is just short enough are the whole JSON text', async () => {
    const response = [{ value: 'v'.repeat(400) }, { value: 'v'.repeat(400) }, { value: 'v'.repeat(155) }, 1]
    const { properties } = await inHeap({
      event: 'Step Interacted (Appcues)',
      properties: { interaction: { response } }
    })
    const whole = JSON.stringify({ response })
    expect(properties).toMatchObject({ Interaction: whole })
    expect(whole.length).toBeLessThanOrEqual(1023)
  })

  it('of an anonymous event are cut where the number is long', async () => {
    const { custom_properties } = await inHeap({ userId: null, properties: { plan: 'v'.repeat(1024), big: 1e21 } })
    expect(custom_properties).toStrictEqual({ plan: `${'v'.repeat(1016)}… [cut]`, big: '1e+21' })
  })
})

describe('the idempotency key', () => {
  it.each([
    ['message-1', 'Report Exported', 'message-1:Report Exported'],
    [' message-1 ', 'Report Exported', 'message-1:Report Exported'],
    ['1', 'A', '1:A:::::'],
    ['12345', 'A', '12345:A:'],
    ['123456', 'A', '123456:A'],
    [7, 'A', '7:A:::::']
  ])('of message %p and event %s is %s', async (messageId, event, key) => {
    expect((await inHeap({ messageId, event })).idempotency_key).toBe(key)
  })

  it('is the same on a redelivery, and another for another event of the same message', async () => {
    const keys = []
    for (const event of ['Flow Started (Appcues)', 'flow_started', 'Flow Skipped']) {
      keys.push((await inHeap({ event })).idempotency_key)
    }
    expect(keys).toStrictEqual(['message-1:Flow Started', 'message-1:Flow Started', 'message-1:Flow Skipped'])
  })

  it.each([undefined, null, '', '  '])('cannot be made of the message id %p', async (messageId) => {
    await expect(track.one(appcuesEvent({ messageId }))).rejects.toMatchObject(
      rejection(
        'Message ID: it is missing, and without it Heap would count a repeated delivery twice. Map Message ID to the ID of the message.'
      )
    )
  })
})

describe('the time of an event', () => {
  it.each([
    ['2026-03-10T22:21:56Z', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10T23:21:56+01:00', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10 22:21:56', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10', '2026-03-10T00:00:00.000Z'],
    [1773181316, '2026-03-10T22:21:56.000Z'],
    [1773181316000, '2026-03-10T22:21:56.000Z'],
    ['1773181316', '2026-03-10T22:21:56.000Z'],
    ['1773181316000', '2026-03-10T22:21:56.000Z'],
    ['2100-12-31T23:59:59Z', '2100-12-31T23:59:59.000Z'],
    ['2010-01-01T00:00:00Z', '2010-01-01T00:00:00.000Z']
  ])('%p is sent as %s', async (timestamp, iso) => {
    expect((await inHeap({ timestamp })).timestamp).toBe(iso)
  })

  it.each([undefined, null, '', ' '])('%p is left to Heap, alone and in a batch', async (timestamp) => {
    const requests = recordHeap()
    const event = appcuesEvent({ timestamp })
    await track.one(event)
    await track.batch([event])
    expect(requests.flatMap(recordsOf).map((one) => 'timestamp' in one)).toStrictEqual([false, false])
  })

  it.each(['yesterday', '2026-02-30', 'May', '10/03/2026', '17731813160000000', '+12026-01-01T00:00:00Z'])(
    '%p is rejected with a message, alone and in a batch',
    async (timestamp) => {
      const message = `Timestamp: "${timestamp}" is not a valid time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds, of 2010 to 2100.`
      await expect(track.one(appcuesEvent({ timestamp }))).rejects.toMatchObject(rejection(message))
      expect(await track.batch([appcuesEvent({ timestamp })])).toStrictEqual([
        {
          status: 400,
          errortype: 'PAYLOAD_VALIDATION_FAILED',
          errormessage: message,
          errorreporter: 'INTEGRATIONS'
        }
      ])
    }
  )

  it('that is none is quoted at its beginning only', async () => {
    const [response] = await track.batch([appcuesEvent({ timestamp: `${'x'.repeat(40)}y` })])
    expect(response).toMatchObject({
      errormessage: `Timestamp: "${'x'.repeat(40)}" is not a valid time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds, of 2010 to 2100.`
    })
  })
})
