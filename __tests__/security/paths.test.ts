import { Destination } from '@segment/actions-core'
import fc from '../support/fast-check'
import { definition } from '../../host/delivery/definition'
import { buildReference } from '../../src/destinations/heap-appcues/audience/remembered'
import { hostileText } from '../support/hostile-json'
import { operations } from '../support/operations'
import { withoutNetwork } from '../support/expect-call'
import { recordVendors } from '../support/record-vendors'
import type { VendorReply, VendorRequest } from '../support/record-vendors'

withoutNetwork()

const settings = {
  heapAppId: '11',
  heapApiKey: 'heap-key',
  heapDeleteOnRequest: true,
  appcuesAccountId: '12345',
  appcuesApiKey: 'key',
  appcuesApiSecret: 'secret'
}

const wellMeant: VendorReply = ({ path }) =>
  path.endsWith('/auth_token') ? { status: 200, body: { access_token: 'token' } } : { status: 202, body: {} }

/** Operations that put a user id into a path. */
const withUserInPath = [
  'forwardEvent, one event',
  'forwardEvent, a batch',
  'syncAudience, one event, one request per user',
  'syncAudience, a batch, one request per user',
  'updateAppcuesUser, one event, one request per user',
  'updateAppcuesUser, a batch, one request per user',
  'onDelete'
]

/** The only places that any of these operations may reach, whatever a user id says. */
const PLACES = [
  /^POST api\.appcues\.com \/v2\/accounts\/12345\/users\/([^/?#]+)\/events$/,
  /^PATCH api\.appcues\.com \/v2\/accounts\/12345\/users\/([^/?#]+)\/profile$/,
  /^DELETE api\.appcues\.com \/v2\/accounts\/12345\/users\/([^/?#]+)\/profile$/,
  /^POST api\.appcues\.com \/v2\/accounts\/12345\/segments\/segment-1\/(?:add|remove)_user_ids$/,
  /^POST api\.appcues\.com \/v2\/accounts\/12345\/import\/profiles$/,
  /^POST heapanalytics\.com \/api\/(?:track|integrations\/track|add_user_properties)$/,
  /^POST heapanalytics\.com \/api\/public\/v0\/(?:auth_token|user_deletion)$/
]

const placeOf = ({ method, host, path }: VendorRequest): string => `${method} ${host} ${path}`

/** Ids that stand in the paths of requests, decoded; fails when a request reached any other place. */
function idsIn(requests: readonly VendorRequest[]): string[] {
  const found = requests.map((request) => PLACES.map((place) => place.exec(placeOf(request))).find((match) => match))
  expect(requests.filter((_request, index) => !found[index]).map(placeOf)).toEqual([])
  return found.flatMap((match) => (match?.[1] === undefined ? [] : [decodeURIComponent(match[1])]))
}

const rejected = (): undefined => undefined

const HOSTILE = [
  '../../segments/segment-1',
  '..%2F..%2Fsegments',
  '%2e%2e/%2e%2e',
  '....//',
  '/etc/passwd',
  '//evil.example.com/',
  'alice/profile?x=1',
  'alice#profile',
  'alice;drop=1',
  'alice\\..\\bob',
  'alice\r\nHost: evil.example.com',
  'alice\u0000',
  'https://evil.example.com/',
  '@evil.example.com',
  'anon:1/2',
  'élise@例え.jp',
  '１２３／４',
  '%',
  '%zz',
  '+ ',
  '*',
  '\u202Eecila'
]

describe.each(withUserInPath)('%s', (name) => {
  it.each(HOSTILE)('keeps the user id %j inside its path', async (userId) => {
    const requests = recordVendors(wellMeant)
    await operations[name](settings, userId)
    expect(idsIn(requests)).toContain(userId.trim())
  })

  it.each(['.', '..', ' .. ', '\uD800', 'a\uDFFFb'])(
    'rejects the user id %j, which cannot stand in a path',
    async (userId) => {
      const requests = recordVendors(wellMeant)
      await operations[name]({ ...settings, heapDeleteOnRequest: false }, userId).catch(rejected)
      expect(idsIn(requests)).not.toContain(userId.trim())
    }
  )

  it('keeps any user id inside its path, or rejects it', async () => {
    const requests = recordVendors(wellMeant)
    await fc.assert(
      fc.asyncProperty(hostileText, async (userId) => {
        requests.length = 0
        await operations[name](settings, userId).catch(rejected)
        const ids = idsIn(requests)
        expect(ids.filter((id) => id !== userId.trim() && id !== 'bob')).toEqual([])
      }),
      { numRuns: 60 }
    )
  })
})

it.each(Object.keys(operations).filter((name) => /^(trackEvent|updateUser|syncAudience|updateAppcuesUser)/.test(name)))(
  '%s reaches the same places whoever the user is',
  async (name) => {
    const requests = recordVendors(wellMeant)
    for (const userId of HOSTILE) await operations[name](settings, userId).catch(rejected)
    expect(
      idsIn(requests).filter((id) => !HOSTILE.map((hostile) => hostile.trim()).includes(id) && id !== 'bob')
    ).toEqual([])
  }
)

describe('settings and references', () => {
  const audience = 'getAudience'

  it.each(['12345/../6', '12345?x=', '../v1', '12345#', '１２３'])(
    'rejects the account %j',
    async (appcuesAccountId) => {
      const requests = recordVendors(wellMeant)
      await expect(operations[audience]({ ...settings, appcuesAccountId })).rejects.toMatchObject({ status: 401 })
      expect(requests).toEqual([])
    }
  )

  it.each(['EU.evil.example.com', 'https://evil.example.com', 'eu', '', 'constructor'])(
    'knows no region %j and stays with the US host',
    async (appcuesRegion) => {
      const requests = recordVendors(wellMeant)
      await operations[audience]({ ...settings, appcuesRegion })
      expect(requests.map(({ host }) => host)).toEqual(['api.appcues.com'])
    }
  )

  it.each(['11/../../x', '11"}', '1e5', ' '])('rejects the Heap App ID %j', async (heapAppId) => {
    const requests = recordVendors(wellMeant)
    await expect(operations['trackEvent, one event']({ ...settings, heapAppId })).rejects.toMatchObject({ status: 401 })
    expect(requests).toEqual([])
  })

  it.each(['../users/alice/profile', 'segment-1/remove_user_ids', 'a?b', 'a#b', '%2e%2e'])(
    'keeps the Appcues segment %j of a reference inside its path',
    async (segment) => {
      const requests = recordVendors(wellMeant)
      const externalId = buildReference({ property: 'VIPs', segment, fill: true })
      await new Destination(definition).getAudience({ settings, externalId })
      expect(requests.map(placeOf)).toEqual([
        `GET api.appcues.com /v2/accounts/12345/segments/${encodeURIComponent(segment)}`
      ])
    }
  )

  it.each(['.', '..'])('rejects the Appcues segment %j of a reference', async (segment) => {
    const requests = recordVendors(wellMeant)
    const externalId = buildReference({ property: 'VIPs', segment, fill: true })
    await expect(new Destination(definition).getAudience({ settings, externalId })).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400
    })
    expect(requests).toEqual([])
  })
})
