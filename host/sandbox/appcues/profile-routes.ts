import { parse } from 'csv-parse/sync'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { basicCredentials, isObject, isText, parseJson } from '../request'
import type { SandboxEnv } from '../request'
import { regionOf } from '../vendors'
import { failure, success } from './responses'
import type { StartJob } from './jobs'
import type { AppcuesQuirks } from './quirks'
import type { AppcuesEvent, AppcuesState, AppcuesValue } from './state'

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

/** The CSV of an import; undefined for everything else: the rows of NDJSON are not documented. */
async function csvOf(c: Context<SandboxEnv>): Promise<string | undefined> {
  const type = c.env.incoming.headers['content-type'] ?? ''
  if (type.startsWith('text/csv')) return c.get('body').toString('utf8')
  if (!type.startsWith('multipart/form-data')) return undefined
  const form = await new Response(new Uint8Array(c.get('body')), { headers: { 'content-type': type } })
    .formData()
    .catch(() => undefined)
  const file = form?.get('file')
  return file instanceof File ? file.text() : undefined
}

/** The column of the user ID. Unverified: the other headers are property names as written. */
const ID_COLUMN = 'user_id'

/**
 * Applies a CSV of profiles, and returns a message for each row that could not be applied. An empty cell leaves the
 * property as it is.
 *
 * @throws when the text is no CSV with such a column
 */
function importProfiles(state: AppcuesState, csv: string, readCell: (cell: string) => AppcuesValue): string[] {
  const [header = [], ...rows] = parse(csv, { bom: true })
  const column = header.indexOf(ID_COLUMN)
  if (column < 0) throw new Error(`The file has no column "${ID_COLUMN}".`)
  const notes: string[] = []
  rows.forEach((cells, n) => {
    const id = cells[column]
    if (id === '') notes.push(`Row ${n + 1} has no ${ID_COLUMN}.`)
    else state.write(id, propertiesOf(header, cells, column, readCell))
  })
  return notes
}

const propertiesOf = (
  header: string[],
  cells: string[],
  idColumn: number,
  readCell: (cell: string) => AppcuesValue
): [string, AppcuesValue][] =>
  header.flatMap((name, n): [string, AppcuesValue][] =>
    n === idColumn || cells[n] === '' ? [] : [[name, readCell(cells[n])]]
  )

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
