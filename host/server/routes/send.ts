import { examples } from '../../../examples/events'
import type { EventExample } from '../../../examples/events'
import { Hono } from 'hono'
import { randomBytes } from 'node:crypto'
import type { ExampleView, Received } from '../api-types'
import { jsonBody } from '../body'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'
import { longestWait, receive, whereItWent } from '../receive'
import { asSegmentEvent } from '../segment'
import { sign, SIGNATURES } from '../sign'
import type { Signature } from '../sign'
import { isAnonymousId, isPlaceholderId } from '../../../src/destinations/heap-appcues/shared/identity'
import { sources } from '../../../src/sources'

const MOST_TIMES = 1000

/** Segment takes no event above 32 KB. */
const MOST_BYTES = 32 * 1024

/** Sends an example, or what someone typed, once or many times, as a vendor or Segment would bring it. */
export const sendRoutes = (parts: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/examples', (c) => c.json({ examples: parts.sandboxes ? examples.map(viewOf) : [] }))
    .post('/', async (c) => {
      const { as, body, times = 1, signature = 'right', sameId = false, account } = jsonBody(c) ?? {}
      const problem =
        problemOf(body, times, signature) ?? (parts.sandboxes ? undefined : liveProblem(parts, body, times, account))
      if (problem !== undefined) return c.json({ error: problem }, 400)
      if (!parts.engine.hasRoom) return c.json({ error: 'Too much is waiting: try again in a second.' }, 503)
      const bodies = copiesOf(
        body as Record<string, unknown>,
        times as number,
        sameId === true ? '' : randomBytes(3).toString('hex')
      )
      if (as === 'segment') return c.json(await sendToSegment(parts, bodies))
      const source = Object.values(sources).find(({ name }) => name === as)
      if (!source) return c.json({ error: `Send as: there is no source "${String(as)}".` }, 404)
      const settings = parts.workspace.settingsOf(source)
      const receptions = await Promise.all(
        bodies.map((each) => {
          const text = JSON.stringify(each)
          const headers = sign(source.name, text, settings, signature as Signature, Date.now())
          return receive(source, { headers, body: text }, settings, parts)
        })
      )
      const rejected = receptions.flatMap((reception) => ('message' in reception ? [reception] : []))[0]
      if (rejected) return c.json({ error: rejected.message, delivery: rejected.id }, rejected.status)
      return c.json(merged(receptions.flatMap((reception) => ('received' in reception ? [reception.received] : []))))
    })

const viewOf = ({ id, title, description, from, in: body }: EventExample): ExampleView => ({
  id,
  title,
  teaches: description,
  as: from,
  body
})

/** With the real vendors: nothing that was made up here, and only for who says to which accounts it goes. */
function liveProblem({ accounts }: HostParts, body: unknown, times: unknown, account: unknown): string | undefined {
  const { heap, appcues } = accounts()
  const named = [heap && `Heap ${heap}`, appcues && `Appcues ${appcues}`].filter(Boolean).join(', ')
  if (times !== 1) return 'How often: with the real vendors, send one at a time.'
  const text = JSON.stringify(body)
  const ids = examples.flatMap(({ in: { id, messageId } }) => [id, messageId])
  if (ids.some((id) => typeof id === 'string' && text.includes(id)))
    return 'Body: this is example data, and these are the real vendors.'
  return account === named ? undefined : `Account: confirm that this goes to ${named}.`
}

function problemOf(body: unknown, times: unknown, signature: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'Body: it must be one JSON object.'
  if (Buffer.byteLength(JSON.stringify(body)) > MOST_BYTES)
    return 'Body: it is larger than 32 KB, more than Segment takes.'
  if (!Number.isInteger(times) || (times as number) < 1 || (times as number) > MOST_TIMES) {
    return `How often: give a whole number from 1 to ${MOST_TIMES}.`
  }
  return SIGNATURES.includes(signature as Signature) ? undefined : 'Signature: choose right, forged or none.'
}

async function sendToSegment({ engine }: HostParts, bodies: Record<string, unknown>[]): Promise<Received> {
  const events = bodies.map((body) => asSegmentEvent(body, new Date()))
  const { tracked, done } = engine.accept(events, { from: 'segment' })
  await Promise.race([done, longestWait()])
  return merged([{ events: events.map((event, n) => whereItWent(event, tracked[n])), notes: [] }])
}

/** The first hundred of a thousand; the deliveries show them all. */
function merged(all: Received[]): Received {
  return {
    events: all.flatMap(({ events }) => events).slice(0, 100),
    notes: [...new Set(all.flatMap(({ notes }) => notes))]
  }
}

type Json = Record<string, unknown>

/** Fields that say which one it is: each copy gets its own. */
const IDS = ['id', 'messageId', 'event_id']

/** Fields that say who: the copies are those of a hundred people. */
const PEOPLE = ['user_id', 'userId', 'identity']
const CROWD = 100

/**
 * Copies of one body, as if the same thing had happened to different people. The first is the body itself.
 *
 * @param mark makes the ids new, so that Heap does not take the copies for repeats; empty keeps the id of the first
 */
export const copiesOf = (body: Json, times: number, mark: string): Json[] =>
  Array.from({ length: times }, (_, n) => copy(body, n, [mark, n || ''].filter((part) => part !== '').join('-')))

function copy(body: Json, n: number, suffix: string): Json {
  const changed = Object.entries(body).map(([key, value]): [string, unknown] => {
    if (typeof value !== 'string') return [key, value]
    if (IDS.includes(key)) return [key, suffix === '' ? value : `${value}-${suffix}`]
    return [key, PEOPLE.includes(key) && n % CROWD > 0 && !isShared(value) ? `${n % CROWD}-${value}` : value]
  })
  return Object.fromEntries(changed)
}

/** A placeholder with a number would be a user ID, and a visitor stays one. */
const isShared = (value: string): boolean => isPlaceholderId(value) || isAnonymousId(value)
