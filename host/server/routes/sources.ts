import type { JSONObject } from '@segment/actions-core'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { sources } from '../../../src/sources'
import { appcuesWebhook } from '../../../src/sources/appcues-webhook'
import { signatureForm } from '../../../src/sources/appcues-webhook/verify'
import { readSettings } from '../../../src/sources/shared/settings'
import type { Source, SourceRequest } from '../../../src/sources/shared/types'
import type { HostEnv } from '../body'
import { BUSY, readBody, textBody } from '../body'
import type { HostParts } from '../host-parts'
import { receive } from '../receive'

const KIB = 1024

/** Segment's own functions take 512 KiB; a page of Heap's segment sync may hold many people. */
const MOST_BYTES: Readonly<Record<string, number>> = { [sources.heapSegmentSync.name]: 32 * KIB * KIB }
const mostBytes = (c: Context<HostEnv>): number => MOST_BYTES[c.req.param('name') ?? ''] ?? 512 * KIB

/**
 * `POST /sources/<name>`: a webhook as Appcues or Heap sends it, raw body and signature. With the real vendors a source without a
 * secret has no route: whoever finds the address could make segments and people.
 */
export const sourceRoutes = (parts: HostParts): Hono<HostEnv> => {
  const { workspace, engine, sandboxes, log } = parts
  const sourceOf = (name: string): Source | undefined => {
    const source = Object.values(sources).find((each) => each.name === name)
    return source && (sandboxes || workspace.hasSecret(source)) ? source : undefined
  }
  const forms = new Set<string>()
  /** Appcues does not document what it signs: its first signed webhook shows which form is true. Each form is named once. */
  const noteSignatureForm = (request: SourceRequest, values: JSONObject): void => {
    const form = signatureForm(request, readSettings(appcuesWebhook.settings, values).webhookSecrets)
    if (form === undefined || forms.has(form)) return
    forms.add(form)
    log(`A webhook of Appcues was signed over "${form}".`)
  }
  return new Hono<HostEnv>()
    .use('/:name', async (c, next) => (sourceOf(c.req.param('name')) ? next() : c.notFound()))
    .post('/:name', readBody(mostBytes, 'The body is too large.'), async (c) => {
      const source = sourceOf(c.req.param('name'))
      if (!source) return c.notFound()
      if (!engine.hasRoom) return c.json({ error: BUSY }, 503, { 'Retry-After': '1' })
      const request = { headers: Object.fromEntries(c.req.raw.headers), body: textBody(c), url: c.req.url }
      const reception = await receive(source, request, workspace.settingsOf(source), parts)
      if (reception.status === 200) {
        if (source === appcuesWebhook) noteSignatureForm(request, workspace.settingsOf(source))
        return c.json({ events: reception.received.events })
      }
      // What is wrong stands in the page, under Deliveries: only the person at this machine needs to know.
      return c.json({ error: reception.publicMessage }, reception.status)
    })
}
