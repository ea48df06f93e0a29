import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { sources } from '../../../src'
import type { HostParts } from '../host-parts'
import { receive } from '../receive'

/** Segment's own functions take no more. */
const MOST_BYTES = 512 * 1024

/** `POST /sources/<name>`: a webhook as Appcues or Heap sends it, raw body and signature. */
export const sourceRoutes = ({ engine, recorder, counts, workspace }: HostParts): Hono =>
  new Hono().post(
    '/:name',
    bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.json({ error: 'The body is larger than 512 KiB.' }, 413) }),
    async (c) => {
      const source = Object.values(sources).find(({ name }) => name === c.req.param('name'))
      if (!source) return c.json({ error: `There is no such source. There are: ${names()}.` }, 404)
      if (!engine.hasRoom)
        return c.json({ error: 'Too much is waiting: come again in a second.' }, 503, { 'Retry-After': '1' })
      const request = { headers: Object.fromEntries(c.req.raw.headers), body: await c.req.text(), url: c.req.url }
      const settings = workspace.sourceSettings[source.name] ?? {}
      const reception = await receive(source, request, settings, { engine, recorder, counts })
      if (reception.status === 200) return c.json(reception.received)
      return c.json({ error: reception.refusal, delivery: reception.id }, reception.status)
    }
  )

const names = (): string =>
  Object.values(sources)
    .map(({ name }) => name)
    .join(', ')
