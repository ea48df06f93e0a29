import { toEventResponse } from '../../../src/destinations/heap-appcues/heap/send'

const sent = { event: 'Flow Started' }

describe('toEventResponse', () => {
  it.each<[unknown, string]>([
    ['', ''],
    ['{}', ''],
    [{}, ''],
    [undefined, ''],
    [null, ''],
    ['too many events', 'too many events'],
    [{ error: 'bad app_id' }, '{"error":"bad app_id"}'],
    ['x'.repeat(400), 'x'.repeat(300)]
  ])('takes the reason from the response %j: %p', (data, reason) => {
    expect(toEventResponse({ status: 200, data }, sent, ['a'])).toStrictEqual({
      status: 200,
      sent,
      body: { status: 200, reason, omitted: ['a'] }
    })
  })

  it.each<[number, string, string]>([
    [400, '', 'Heap rejected this on its own and gave no reason. Compare "sent" with Heap’s limits.'],
    [400, 'bad app_id', 'Heap rejected this on its own and said: bad app_id. Compare "sent" with Heap’s limits.'],
    [422, 'bad app_id', 'Heap responded with 422: bad app_id.'],
    [500, 'down', 'Heap responded with 500. Retry the event.'],
    [
      401,
      'secret',
      'Heap rejected the credentials (401): check Heap App ID and Heap Region, and for deletions Heap API Key, in the destination’s settings.'
    ]
  ])('explains %d with %p', (status, data, errormessage) => {
    expect(toEventResponse({ status, data }, sent, [])).toMatchObject({ status, errormessage, sent })
  })

  it('says why there is no response', () => {
    const failure = 'Heap did not respond (ETIMEDOUT)'
    expect(toEventResponse({ status: 408, data: undefined, failure }, sent, [])).toMatchObject({
      status: 408,
      errormessage: 'Heap did not respond (ETIMEDOUT).'
    })
  })
})
