import { Hono } from 'hono'
import { basicCredentials } from '../credentials'
import { isObject, isText, parseJson } from '../json'
import type { SandboxEnv } from '../env'
import { regionOf } from '../vendors'
import { failure, success } from './answers'
import type { AppcuesState } from './state'

/** The privacy endpoint of the first API: the legacy key without a password, known for the US host only. */
export const privacyRoutes = (state: AppcuesState, legacyApiKey: string): Hono<SandboxEnv> =>
  new Hono<SandboxEnv>().post('/v1/gdpr/delete', (c) => {
    const { authorization, host } = c.env.incoming.headers
    if (regionOf('appcues', host) === 'EU') return failure(c, 404, 'There is nothing here.')
    const given = basicCredentials(authorization)
    if (given?.user !== legacyApiKey || given.password !== '') return failure(c, 401, 'The API key is not valid.')
    const body = parseJson(c.get('body'))
    const users = isObject(body) ? body.users : undefined
    if (!Array.isArray(users) || users.length === 0 || !users.every(isText)) {
      return failure(c, 400, 'users is not a list of user ids.')
    }
    users.forEach((user) => state.deleteEverything(user))
    return success(c, 200)
  })
