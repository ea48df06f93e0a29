import { Hono } from 'hono'
import { isObject, isText, parseJson } from '../json'
import type { SandboxEnv } from '../env'
import { failure, success } from './answers'
import type { AppcuesState } from './state'

/** `POST /segment/direct`: one Segment call, as Segment's own Appcues destination sends it (seen in its code). */
export const directRoutes = (state: AppcuesState): Hono<SandboxEnv> =>
  new Hono<SandboxEnv>().post('/segment/direct', (c) => {
    const call = parseJson(c.get('body'))
    if (!isObject(call) || !isText(call.userId)) return failure(c, 400, 'The call has no user id.')
    const { type, userId, traits, event, properties, timestamp } = call
    if (type === 'identify') state.write(userId, Object.entries(isObject(traits) ? traits : {}))
    else if (type === 'track' && isText(event)) {
      const attributes = isObject(properties) ? properties : {}
      state.takeEvent({ user_id: userId, name: event, timestamp: String(timestamp), attributes })
    }
    return success(c, 200)
  })
