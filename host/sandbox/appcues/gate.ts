import type { MiddlewareHandler } from 'hono'
import { basicCredentials } from '../request'
import type { SandboxEnv } from '../request'
import { regionOf } from '../vendors'
import type { Region } from '../vendors'
import { failure } from './responses'

/** Allows a number of requests a second, and at most one second's worth at once. */
class TokenBucket {
  private tokens: number
  private filledAt: number

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number
  ) {
    this.tokens = perSecond
    this.filledAt = now()
  }

  take(): boolean {
    const now = this.now()
    this.tokens = Math.min(this.perSecond, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond)
    this.filledAt = now
    if (this.tokens < 1) return false
    this.tokens -= 1
    return true
  }
}

/** The account that a sandbox has by default. */
export const APPCUES_ACCOUNT_ID = '12345'
export const APPCUES_API_KEY = 'appcues-sandbox-key'
export const APPCUES_API_SECRET = 'appcues-sandbox-secret'
export const APPCUES_LEGACY_API_KEY = 'appcues-sandbox-legacy-key'

/** Appcues' documented rate: requests a second for the whole account. */
export const APPCUES_RATE = 60

export interface AppcuesAccount {
  accountId: string
  apiKey: string
  apiSecret: string
  legacyApiKey: string
  /** Where the account lives: its keys work there only. Left out: in both. */
  region?: Region
}

/** Lets a request of the account through: key and secret, region, account, in this order. */
export const ofAccount =
  (account: AppcuesAccount): MiddlewareHandler<SandboxEnv, '/v2/accounts/:account/*'> =>
  async (c, next) => {
    const { authorization, host } = c.env.incoming.headers
    const given = basicCredentials(authorization)
    const asked = regionOf('appcues', host)
    const isElsewhere = account.region !== undefined && asked !== undefined && asked !== account.region
    if (given?.user !== account.apiKey || given.password !== account.apiSecret || isElsewhere) {
      return failure(c, 401, 'The API key or secret is not valid.')
    }
    const id = c.req.param('account')
    if (!/^\d+$/.test(id)) return failure(c, 404, 'There is no such account.')
    if (id !== account.accountId) return failure(c, 403, 'The API key belongs to another account.')
    return next()
  }

/** Responds with 429 and the seconds to wait once the account has had its requests of this second. */
export function withinRate(perSecond: number, now: () => number): MiddlewareHandler<SandboxEnv> {
  const bucket = new TokenBucket(perSecond, now)
  return async (c, next) => {
    if (perSecond === 0 || bucket.take()) return next()
    c.header('retry-after', '1')
    return failure(c, 429, `More than ${perSecond} requests a second.`)
  }
}
