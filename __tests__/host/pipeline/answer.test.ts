import { isRetryable } from '../../../src/destinations/heap-appcues/shared/http'
import { isCredentials, outcomeOf, omittedBy } from '../../../host/delivery/answer'
import { statusOf } from '../../../host/delivery/sender'

describe('isRetryable', () => {
  it.each([408, 423, 429, 500, 502, 503, 504, 599])('tries %d again', (status) =>
    expect(isRetryable(status)).toBe(true)
  )
  it.each([200, 400, 401, 403, 404, 409, 422, 499, 501])('does not try %d again', (status) =>
    expect(isRetryable(status)).toBe(false)
  )
})

describe('isCredentials', () => {
  it.each([401, 403])('takes %d for refused credentials', (status) => expect(isCredentials(status)).toBe(true))
  it.each([400, 402, 404, 407])('does not take %d for them', (status) => expect(isCredentials(status)).toBe(false))
})

describe('outcomeOf', () => {
  it.each([
    [
      { status: 200, sent: {}, body: {} },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 200, body: undefined },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 200, body: { skipped: 'It is off.' } },
      { kind: 'skipped', reason: 'It is off.' }
    ],
    [
      { status: 200, body: { skipped: true } },
      { kind: 'delivered', reason: '' }
    ],
    [
      { status: 400, errormessage: 'No.' },
      { kind: 'rejected', reason: 'No.' }
    ]
  ])('makes of %j %j', (answer, outcome) => expect(outcomeOf(answer)).toEqual({ ...outcome, answer }))
})

describe('omittedBy', () => {
  it.each([
    [{ omitted: ['One.', 2, 'Two.'] }, ['One.', 'Two.']],
    [{ omitted: 'One.' }, []],
    [{}, []],
    [null, []]
  ])('reads from %j %j', (body, remarks) => expect(omittedBy({ status: 200, body })).toEqual(remarks))
})

describe('statusOf', () => {
  it.each([
    ['its own status', { status: 429 }, 429],
    ['the status of the answer behind it', { response: { status: 503 } }, 503],
    ['that of a timeout for a broken connection', { code: 'ECONNRESET' }, 408],
    ['that of a timeout for an unknown host', { code: 'EAI_AGAIN' }, 408],
    ['one that is not tried again for a code of the framework', { code: 'PAYLOAD_VALIDATION_FAILED' }, 400],
    ['one that is not tried again for a fault of ours', new TypeError('x is not a function'), 400]
  ])('gives an error %s', (_title, error, status) => expect(statusOf(error)).toBe(status))
})
