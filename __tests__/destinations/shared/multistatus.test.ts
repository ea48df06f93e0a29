import { APIError, ErrorCodes, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import {
  isDelivered,
  skipped,
  tryBuild,
  toErrorResponse,
  toMultiStatus,
  toResult
} from '../../../src/destinations/heap-appcues/shared/multistatus'

const delivered = { status: 200, sent: { a: 1 }, body: {} }
const rejected = toErrorResponse(new PayloadValidationError('Identity: missing.'))

describe('a response', () => {
  it('of ours is a rejection of the payload, without "sent"', () => {
    expect(rejected).toStrictEqual({
      status: 400,
      errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED,
      errormessage: 'Identity: missing.'
    })
  })

  it('is delivered when it has no error message', () => {
    expect([delivered, skipped('why'), rejected, { ...delivered, errormessage: 'x' }].map(isDelivered)).toStrictEqual([
      true,
      true,
      false,
      false
    ])
  })

  it('that rightly makes no request is a success and says why', () => {
    expect(skipped('why')).toStrictEqual({ status: 200, sent: {}, body: { skipped: 'why' } })
  })
})

describe('tryBuild', () => {
  it('gives the value that was built', () => {
    expect(tryBuild(() => 7)).toStrictEqual({ built: 7 })
  })

  it('makes a response of a rejection', () => {
    const build = (): never => {
      throw new PayloadValidationError('Identity: missing.')
    }
    expect(tryBuild(build)).toStrictEqual({ error: rejected })
  })

  it('lets a fault of ours through', () => {
    const build = (): never => {
      throw new RangeError('a fault')
    }
    expect(() => tryBuild(build)).toThrow(new RangeError('a fault'))
  })
})

describe('toMultiStatus', () => {
  it('keeps the order, and lets the status speak where we say nothing', () => {
    const statuses = toMultiStatus([delivered, rejected, { status: 429, errormessage: 'later', sent: {}, body: {} }])
    expect(statuses.getAllResponses().map((response) => response.value())).toStrictEqual([
      delivered,
      rejected,
      { status: 429, errormessage: 'later', sent: {}, body: {}, errortype: 'TOO_MANY_REQUESTS' }
    ])
  })
})

describe('toResult', () => {
  it('returns what was delivered', () => {
    expect(toResult([delivered])).toBe(delivered)
  })

  it.each([
    [
      rejected,
      PayloadValidationError,
      { status: 400, code: 'PAYLOAD_VALIDATION_FAILED', message: 'Identity: missing.' }
    ],
    [{ status: 401, errormessage: 'key' }, InvalidAuthenticationError, { status: 401, message: 'key' }],
    [{ status: 403, errormessage: 'key' }, InvalidAuthenticationError, { status: 401, message: 'key' }],
    [{ status: 400, errormessage: 'no' }, APIError, { status: 400, code: '400', message: 'no' }],
    [{ status: 429, errormessage: 'later' }, APIError, { status: 429, code: '429', message: 'later' }]
  ])('throws of %j what tells the platform what to do next', async (response, type, shape) => {
    const thrown = Promise.resolve().then(() => toResult([response]))
    await expect(thrown).rejects.toBeInstanceOf(type)
    await expect(thrown).rejects.toMatchObject(shape)
  })
})
