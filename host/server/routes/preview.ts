import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { Hono } from 'hono'
import type { HostEnv } from '../body'
import { jsonBody } from '../body'
import { sources } from '../../../src/sources'
import type { HostParts } from '../host-parts'
import { preview } from '../preview'
import { mappingProblem } from '../workspace/mapping-problem'
import { actionOf } from '../workspace/preset-view'

/** What would leave for an example, by a mapping that is being edited. Nothing is sent. */
export const previewRoutes = ({ workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>().post('/', async (c) => {
    const { preset, mapping, as, body } = jsonBody(c) ?? {}
    const entry = workspace.preset(String(preset))
    if (!entry) return c.json({ error: 'There is no such preset.' }, 404)
    const { definition, settings } = workspace
    const chosen = (mapping ?? entry.mapping) as JSONObject
    const problem = mappingProblem(chosen, actionOf(definition, entry.action)?.fields ?? {})
    if (problem !== undefined) return c.json({ error: problem }, 400)
    const events = eventsOf(as, body)
    if (typeof events === 'string') return c.json({ error: events }, 400)
    const subscription = {
      name: entry.name,
      subscribe: entry.subscribe ?? 'type = "track"',
      partnerAction: entry.action,
      mapping: chosen
    }
    const views = await Promise.all(events.map((event) => preview(definition, settings, subscription, event)))
    return c.json(views.find(({ taken }) => taken) ?? { taken: false, requests: [] })
  })

/** The events an example becomes; a message when it becomes none. It is not signed, so no secret is checked. */
function eventsOf(as: unknown, body: unknown): SegmentEvent[] | string {
  if (as === 'segment') return [body as SegmentEvent]
  const source = Object.values(sources).find(({ name }) => name === as)
  if (!source) return `Send as: there is no source "${String(as)}".`
  try {
    return source.receive({ headers: {}, body: JSON.stringify(body) }, {}, Date.now()) as SegmentEvent[]
  } catch (error) {
    return (error as Error).message
  }
}
