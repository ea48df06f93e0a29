import type { AppcuesSandboxOptions } from '../../../host/sandbox/appcues'
import {
  APPCUES_API_KEY,
  APPCUES_API_SECRET,
  APPCUES_LEGACY_API_KEY,
  startAppcuesSandbox
} from '../../../host/sandbox/appcues'
import { redirectVendors } from '../../../host/sandbox/redirect'
import { ask, basic } from '../../support/vendor-client'

const US = 'https://api.appcues.com'
const EU = 'https://api.eu.appcues.com'
const TAGS = '/v2/accounts/12345/tags'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function start(options: AppcuesSandboxOptions = {}) {
  const appcues = await startAppcuesSandbox(options)
  const restore = redirectVendors({ appcues: appcues.url })
  closers.push(appcues.close, async () => restore())
  return appcues
}

const own = basic(APPCUES_API_KEY, APPCUES_API_SECRET)
const get = (url: string, headers: Record<string, string> = own) => ask('get', url, { headers })

describe('credentials', () => {
  it('let in with the right key and secret', async () => {
    await start()
    const { status, data } = await get(US + TAGS)
    expect({ status, data }).toStrictEqual({ status: 200, data: [] })
  })

  it.each([
    ['another key', basic('wrong', APPCUES_API_SECRET)],
    ['another secret', basic(APPCUES_API_KEY, 'wrong')],
    ['no credentials', {}],
    ['a bearer token', { Authorization: `Bearer ${APPCUES_API_KEY}` }],
    ['credentials that are no Basic ones', { Authorization: 'Basic ???' }],
    ['credentials without a colon', { Authorization: `Basic ${Buffer.from('key').toString('base64')}` }]
  ])('reject %s with 401', async (_what, headers) => {
    await start()
    expect(await get(US + TAGS, headers as Record<string, string>)).toMatchObject({
      status: 401,
      data: { error: true, status: 401, title: 'Unauthorized', detail: 'The API key or secret is not valid.' }
    })
  })

  it.each([
    ['54321', 403, 'Forbidden', 'The API key belongs to another account.'],
    ['my-account', 404, 'Not Found', 'There is no such account.']
  ])('reject the account %s with %i', async (account, status, title, detail) => {
    await start()
    const reply = await get(`${US}/v2/accounts/${account}/tags`)
    expect(reply).toMatchObject({ status, data: { error: true, status, title, detail } })
  })

  it('of an account in one region do not work in the other', async () => {
    await start({ region: 'EU' })
    expect(await get(EU + TAGS)).toMatchObject({ status: 200 })
    expect(await get(US + TAGS)).toMatchObject({ status: 401 })
  })

  it('and account can be others', async () => {
    await start({ accountId: '7', apiKey: 'k', apiSecret: 's' })
    expect(await get(`${US}/v2/accounts/7/tags`, basic('k', 's'))).toMatchObject({ status: 200 })
    expect(await get(US + TAGS)).toMatchObject({ status: 401 })
  })

  it('answers a path it does not know in the form of its errors', async () => {
    await start()
    expect(await get(`${US}/v3`)).toMatchObject({ status: 404, data: { error: true, status: 404, title: 'Not Found' } })
  })
})

describe('rate', () => {
  it('is 60 requests a second for the account, with the seconds to wait', async () => {
    let now = 0
    await start({ now: () => now })
    const round = async (count: number) => {
      const replies = await Promise.all(Array.from({ length: count }, () => get(US + TAGS)))
      return replies.filter(({ status }) => status === 200).length
    }
    expect(await round(70)).toBe(60)
    expect(await get(US + TAGS)).toMatchObject({
      status: 429,
      retryAfter: '1',
      data: { error: true, status: 429, title: 'Too Many Requests' }
    })
    now += 500
    expect(await round(40)).toBe(30)
    now += 5000
    expect(await round(70)).toBe(60)
  })

  it('can be switched off', async () => {
    await start({ rate: 0, now: () => 0 })
    const replies = await Promise.all(Array.from({ length: 100 }, () => get(US + TAGS)))
    expect(new Set(replies.map(({ status }) => status))).toStrictEqual(new Set([200]))
  })
})

describe('privacy endpoint', () => {
  const remove = (json: unknown, headers = basic(APPCUES_LEGACY_API_KEY, ''), host = US) =>
    ask('post', `${host}/v1/gdpr/delete`, { headers, json })

  it('removes profile, events and memberships', async () => {
    const { state } = await start()
    state.write('alice', [['a', 1]])
    state.write('bob', [['a', 1]])
    state.takeEvent({ user_id: 'alice', name: 'A', timestamp: '2026-03-11T00:00:00Z', attributes: {} })
    const { id } = state.addSegment('All', '')
    state.changeMembers(id, ['alice', 'bob'], 'add')
    expect(await remove({ users: ['alice'] })).toMatchObject({ status: 200 })
    expect(state.profiles().map((profile) => profile.id)).toStrictEqual(['bob'])
    expect(state.eventsOf('alice')).toStrictEqual([])
    expect(state.membersOf(id)).toStrictEqual(new Set(['bob']))
    expect(state.deletions).toStrictEqual([{ user_id: 'alice', kind: 'everything' }])
  })

  it.each([
    ['the key of the second API', own],
    ['a password', basic(APPCUES_LEGACY_API_KEY, 'x')]
  ])('rejects %s', async (_what, headers) => {
    await start()
    expect(await remove({ users: ['alice'] }, headers)).toMatchObject({ status: 401, data: { error: true } })
  })

  it.each([[{}], [{ users: [] }], [{ users: [5] }], [[]]])('rejects %j', async (json) => {
    await start()
    expect(await remove(json)).toMatchObject({ status: 400, data: { error: true } })
  })

  it('is not known to the EU host', async () => {
    await start()
    expect(await remove({ users: ['alice'] }, undefined, EU)).toMatchObject({ status: 404 })
  })
})
