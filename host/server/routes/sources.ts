import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import { sources } from '../../../src/sources'
import type { HostParts } from '../host-parts'
import { readBody } from '../read-body'
import { receive } from '../receive'

/** Segment's own functions take no more. */
const MOST_BYTES = 512 * 1024

/** `POST /sources/<name>`: a webhook as Appcues or Heap sends it, raw body and signature. */
export const sourceRoutes = ({ engine, recorder, counts, workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>().post('/:name', readBody(MOST_BYTES, 'The body is larger than 512 KiB.'), async (c) => {
    const source = Object.values(sources).find(({ name }) => name === c.req.param('name'))
    if (!source) return c.json({ error: `There is no such source. There are: ${names()}.` }, 404)
    if (!engine.hasRoom)
      return c.json({ error: 'Too much is waiting: come again in a second.' }, 503, { 'Retry-After': '1' })
    const request = { headers: Object.fromEntries(c.req.raw.headers), body: c.get('body'), url: c.req.url }
    const settings = workspace.sourceSettings[source.name] ?? {}
    const reception = await receive(source, request, settings, { engine, recorder, counts })
    if (reception.status === 200) return c.json(reception.received)
    return c.json({ error: reception.refusal, delivery: reception.id }, reception.status)
  })

const names = (): string =>
  Object.values(sources)
    .map(({ name }) => name)
    .join(', ')
