import { defaultValues, transform } from '@segment/actions-core'
import type { ActionDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { Hono } from 'hono'
import { jsonBody } from '../body'
import type { HostEnv } from '../body'
import type { HostParts } from '../host-parts'
import { preview } from '../preview'
import { actionOf, actionViews, presetView } from '../workspace/preset-view'
import type { PresetEntry } from '../workspace/preset-entry'
import { triggerProblem } from '../workspace/triggers'
import type { Workspace } from '../workspace/workspace'
import { sources } from '../../../src/sources'

const LONGEST_NAME = 100

/** The presets, and mappings of one's own. */
export const presetRoutes = ({ workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => {
      const presets = workspace.presets.map((entry) => presetView(entry, workspace))
      return c.json({ presets, actions: actionViews(workspace.definition) })
    })
    .post('/', (c) => {
      const { name, action, subscribe, ...given } = jsonBody(c) ?? {}
      const fields = actionOf(workspace.definition, String(action))?.fields ?? {}
      const { mapping = defaultValues(fields) } = given
      const problem = nameProblem(workspace, name) ?? changeProblem(workspace, String(action), { subscribe, mapping })
      if (problem !== undefined) return c.json({ error: problem }, 400)
      const entry = { name, action, subscribe, mapping } as Pick<
        PresetEntry,
        'name' | 'action' | 'subscribe' | 'mapping'
      >
      return c.json(presetView(workspace.addPreset(entry), workspace), 201)
    })
    .put('/:id', (c) => {
      const entry = workspace.preset(c.req.param('id'))
      if (!entry) return c.json({ error: NONE }, 404)
      const { version, ...changes } = jsonBody(c) ?? {}
      const { enabled = entry.enabled, mapping = entry.mapping, subscribe = entry.subscribe } = changes
      if (typeof enabled !== 'boolean') return c.json({ error: 'Enabled: send true or false.' }, 400)
      if (mapping !== entry.mapping && version !== entry.version) return c.json({ error: STALE }, 409)
      const trigger = entry.engageEvent === undefined ? { subscribe } : {}
      const problem = changeProblem(workspace, entry.action, { mapping, ...trigger })
      if (problem !== undefined) return c.json({ error: problem }, 400)
      return c.json(change(workspace, entry, { enabled, mapping, subscribe } as Partial<PresetEntry>))
    })
    .post('/:id/reset', (c) => {
      const entry = workspace.preset(c.req.param('id'))
      return entry?.original ? c.json(change(workspace, entry, entry.original)) : c.json({ error: NONE }, 404)
    })
    .delete('/:id', (c) => {
      const entry = workspace.preset(c.req.param('id'))
      if (!entry) return c.json({ error: NONE }, 404)
      if (entry.original) return c.json({ error: 'A preset cannot be deleted. Switch it off.' }, 409)
      workspace.removePreset(entry)
      return c.body(null, 204)
    })

const NONE = 'There is no such preset.'
const STALE = 'This mapping was changed elsewhere, perhaps in another tab. Load it again before you change it.'

function change(workspace: Workspace, entry: PresetEntry, changes: Partial<PresetEntry>) {
  Object.assign(entry, changes, { version: entry.version + 1 })
  workspace.changed()
  return presetView(entry, workspace)
}

function nameProblem({ presets }: Workspace, name: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) {
    return `Name: give the mapping a name of at most ${LONGEST_NAME} characters.`
  }
  return presets.some((entry) => entry.name === name) ? `Name: there is a mapping "${name}" already.` : undefined
}

function changeProblem(
  { definition }: Workspace,
  key: string,
  { mapping, ...trigger }: { subscribe?: unknown; mapping: unknown }
): string | undefined {
  const action = actionOf(definition, key)
  if (!action) return `Action: there is no action "${key}".`
  return (
    mappingProblem(mapping, action.fields) ?? ('subscribe' in trigger ? triggerProblem(trigger.subscribe) : undefined)
  )
}

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

type Fields = ActionDefinition<unknown>['fields']

/** An event with something at every place that mappings point to. */
const SAMPLE = { type: 'track', event: 'Sample', userId: 'u', messageId: 'm', properties: {}, context: {} } as const

/** What is wrong with a mapping, in a message; undefined when it can be used. */
export function mappingProblem(mapping: unknown, fields: Fields): string | undefined {
  if (typeof mapping !== 'object' || mapping === null || Array.isArray(mapping)) {
    return 'Mapping: it must be an object with the keys of the action’s fields.'
  }
  const unknown = Object.keys(mapping).find((key) => !Object.keys(fields).includes(key) && !key.startsWith('__segment'))
  if (unknown !== undefined) return `Mapping: the action has no field "${unknown}". Take the key out.`
  try {
    transform(mapping as JSONObject, { ...SAMPLE })
    return undefined
  } catch (error) {
    return `Mapping: ${(error as Error).message}`
  }
}
