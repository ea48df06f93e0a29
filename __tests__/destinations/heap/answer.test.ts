import { heapResponse } from '../../../src/destinations/heap-appcues/heap/answer'

const sent = { event: 'Flow Started' }

describe('heapAnswer', () => {
  it.each<[unknown, string]>([
    ['', ''],
    ['{}', ''],
    [{}, ''],
    [undefined, ''],
    [null, ''],
    ['too many events', 'too many events'],
    [{ error: 'bad app_id' }, '{"error":"bad app_id"}'],
    ['x'.repeat(400), 'x'.repeat(300)]
  ])('takes of the answer %j the reason %p', (data, reason) => {
    expect(heapResponse({ status: 200, data }, sent, ['a'])).toStrictEqual({
      status: 200,
      sent,
      body: { status: 200, reason, left_out: ['a'] }
    })
  })

  it.each<[number, string, string]>([
    [400, '', 'Heap refused this one, alone in its request, and gave no reason. Compare "sent" with Heap’s limits.'],
    [
      400,
      'bad app_id',
      'Heap refused this one, alone in its request, and said: bad app_id. Compare "sent" with Heap’s limits.'
    ],
    [422, 'bad app_id', 'Heap answered 422: bad app_id.'],
    [500, 'down', 'Heap answered 500: deliver it again.'],
    [
      401,
      'secret',
      'Heap refused the credentials (401): check Heap App ID and Heap Region, and for deletions Heap API Key, in the destination’s settings.'
    ]
  ])('tells of %d with %p in words', (status, data, errormessage) => {
    expect(heapResponse({ status, data }, sent, [])).toMatchObject({ status, errormessage, sent })
  })

  it('tells of no answer why there is none', () => {
    const failure = 'Heap did not answer (ETIMEDOUT)'
    expect(heapResponse({ status: 408, data: undefined, failure }, sent, [])).toMatchObject({
      status: 408,
      errormessage: 'Heap did not answer (ETIMEDOUT).'
    })
  })
})
