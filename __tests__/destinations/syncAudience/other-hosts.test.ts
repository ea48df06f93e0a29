import type { MultiStatusResponse, RequestClient } from '@segment/actions-core'
import { buildReference } from '../../../src/destinations/heap-appcues/audience/remembered'
import syncAudience from '../../../src/destinations/heap-appcues/syncAudience'
import { credentials } from './support/deliver'

const reference = buildReference({ property: '[Heap] Power users', segment: '100', fill: false })
const unasked = (() => Promise.reject(new TypeError('asked'))) as unknown as RequestClient

/** A response that no vendor can give: reading it is a fault. */
const faulty = (() => {
  const segment = {
    get id(): string {
      throw new TypeError('a fault of ours')
    }
  }
  return Promise.resolve({ status: 200, data: [segment] })
}) as unknown as RequestClient

const UNTOLD = {
  status: 400,
  errortype: 'PAYLOAD_VALIDATION_FAILED',
  errormessage: expect.stringMatching(/^Membership: the event does not say/) as string
}

describe('a host that knows nothing of memberships', () => {
  const payload = { user_id: 'a', external_audience_id: reference }

  it('is told so for one event', async () => {
    await expect(syncAudience.perform(unasked, { payload, settings: credentials })).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: UNTOLD.errormessage
    })
  })

  it('is told so for each of a batch', async () => {
    const responses = await syncAudience.performBatch?.(unasked, { payload: [payload, payload], settings: credentials })
    expect((responses as MultiStatusResponse).getAllResponses().map((response) => response.value())).toStrictEqual([
      UNTOLD,
      UNTOLD
    ])
  })
})

describe('a fault of ours', () => {
  it('is not passed off as a response to the events', async () => {
    const input = {
      payload: { user_id: 'a', computation_id: 'heap/7' },
      audienceMembership: true,
      settings: credentials
    }
    await expect(syncAudience.perform(faulty, input)).rejects.toMatchObject({
      name: 'TypeError',
      message: 'a fault of ours'
    })
  })

  it('is not told as a mistake in the mapping', async () => {
    const saved = syncAudience.hooks?.retlOnMappingSave?.performHook(faulty, {
      payload: {},
      hookInputs: { segment_name: 'A' },
      settings: credentials
    })
    await expect(saved).rejects.toMatchObject({ name: 'TypeError', message: 'a fault of ours' })
  })
})

describe('a host that does not hand on the mapping', () => {
  const ROUNDED = String(2 ** 53)
  it.each([
    ['a user id', { user_id: ROUNDED }, { userId: 2 ** 53 }],
    ['the id of a deleted row', { record_id: ROUNDED }, { properties: { __segment_id: 2 ** 53 } }]
  ])('has %s that JSON has rounded rejected as well', async (_what, person, event) => {
    const responses = await syncAudience.performBatch?.(unasked, {
      payload: [{ ...person, external_audience_id: reference }],
      audienceMembership: [false],
      rawData: [event],
      settings: credentials
    } as never)
    expect((responses as MultiStatusResponse).getAllResponses().map((response) => response.value())).toMatchObject([
      { status: 400, errormessage: expect.stringContaining(`${ROUNDED} is a number beyond 2^53`) as string }
    ])
  })
})
