import type { Context } from 'hono'
import { Hono } from 'hono'
import { isObject, isText, parseJson } from '../json'
import type { SandboxEnv } from '../env'
import { failure, success } from './answers'
import { importProfiles } from './imports'
import type { StartJob } from './job-routes'
import type { AppcuesQuirks } from './quirks'
import type { AppcuesEvent, AppcuesState } from './state'

const MOST_EVENT_NAME = 127
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/

/** Profiles of users, their events, and the import of many: below the path of the account. */
export function profileRoutes(state: AppcuesState, startJob: StartJob, quirks: AppcuesQuirks): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>()
    .get('/users/:user/profile', (c) => {
      const profile = state.profile(c.req.param('user'))
      return profile ? c.json(Object.fromEntries(profile.properties)) : failure(c, 404, 'There is no such user.')
    })
    .patch('/users/:user/profile', (c) => {
      const properties = parseJson(c.get('body'))
      if (!isObject(properties)) return failure(c, 400, 'The body is not an object of properties.')
      state.write(c.req.param('user'), Object.entries(properties))
      return success(c, 200)
    })
    .delete('/users/:user/profile', (c) => {
      const user = c.req.param('user')
      if (!state.profile(user)) return failure(c, 404, 'There is no such user.')
      return startJob(c, 'Delete profile', () => {
        state.deleteProfile(user)
        return []
      })
    })
    .post('/users/:user/events', (c) => {
      const event = eventOf(c.req.param('user'), parseJson(c.get('body')))
      if (typeof event === 'string') return failure(c, 400, event)
      state.takeEvent(event)
      return success(c, 202)
    })
    .post('/import/profiles', async (c) => {
      const csv = await csvOf(c)
      if (csv === undefined) return failure(c, 415, 'Send CSV, or a form with the CSV as "file".')
      return startJob(c, 'Import profiles', () => importProfiles(state, csv, quirks.readCell))
    })
}

/** The event of a body, or what is wrong with it. */
function eventOf(user_id: string, body: unknown): AppcuesEvent | string {
  if (!isObject(body)) return 'The body is not an event.'
  const { name, timestamp, attributes = {} } = body
  if (!isText(name) || name.length > MOST_EVENT_NAME) return `name is not text of 1 to ${MOST_EVENT_NAME} characters.`
  if (typeof timestamp !== 'string' || !RFC_3339.test(timestamp)) return 'timestamp is not a time of RFC 3339.'
  return isObject(attributes) ? { user_id, name, timestamp, attributes } : 'attributes is not an object.'
}

/** The CSV of an import; undefined for NDJSON, whose rows nobody has seen documented, and everything else. */
async function csvOf(c: Context<SandboxEnv>): Promise<string | undefined> {
  const type = c.env.incoming.headers['content-type'] ?? ''
  if (type.startsWith('text/csv')) return c.get('body').toString('utf8')
  if (!type.startsWith('multipart/form-data')) return undefined
  const form = await new Response(c.get('body'), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const file = form?.get('file')
  return file instanceof File ? file.text() : undefined
}
