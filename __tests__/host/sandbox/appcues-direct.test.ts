import { APPCUES_API_KEY, APPCUES_API_SECRET, startAppcuesSandbox } from '../../../host/sandbox/appcues'
import type { AppcuesSandbox } from '../../../host/sandbox/appcues'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'

const HOST = 'segment.appcues.com'
let appcues: AppcuesSandbox
let restore: () => void
beforeAll(async () => {
  appcues = await startAppcuesSandbox({ rate: 0 })
  restore = redirectVendors({}, { others: { [HOST]: appcues.url } })
})
afterAll(async () => {
  restore()
  await appcues.close()
})
beforeEach(() => appcues.reset())

const headers = basic(APPCUES_API_KEY, APPCUES_API_SECRET)
const call = (json: object) => ask('post', `https://${HOST}/v2/accounts/12345/segment/direct`, { headers, json })
const timestamp = '2026-03-10T22:21:56.000Z'

describe('a call as Segment’s own Appcues destination sends it', () => {
  it('writes the traits of an identify call to the profile', async () => {
    expect(await call({ type: 'identify', userId: 'alice', traits: { plan: 'pro' } })).toMatchObject({ status: 200 })
    expect(appcues.state.profile('alice')?.properties).toStrictEqual(new Map([['plan', 'pro']]))
  })

  it('takes the event of a track call', async () => {
    await call({ type: 'track', userId: 'alice', event: 'Saved', properties: { size: 3 }, timestamp })
    const event = { user_id: 'alice', name: 'Saved', timestamp, attributes: { size: 3 } }
    expect(appcues.state.eventsOf('alice')).toStrictEqual([event])
  })

  it('is rejected without a user', async () => {
    expect(await call({ type: 'identify', traits: { plan: 'pro' } })).toMatchObject({ status: 400 })
    expect(appcues.state.profiles()).toStrictEqual([])
  })

  it('reaches nothing by a host that was not named', async () => {
    await expect(ask('post', 'https://segment.eu.appcues.com/', { headers, json: {} })).rejects.toMatchObject({
      code: 'ECONNREFUSED'
    })
  })
})
