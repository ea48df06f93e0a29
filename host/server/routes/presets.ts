import { defaultValues } from '@segment/actions-core'
import { Hono } from 'hono'
import type { HostEnv } from '../host-env'
import type { HostParts } from '../host-parts'
import { jsonBody } from '../json-body'
import { mappingProblem } from '../workspace/mapping-problem'
import type { PresetEntry } from '../workspace/preset-entry'
import { actionOf, actionViews, presetView } from '../workspace/preset-view'
import type { Workspace } from '../workspace/workspace'
import { triggerProblem } from '../workspace/trigger-problem'

const LONGEST_NAME = 100

/** The presets, and mappings of one's own. */
export const presetRoutes = ({ workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => {
      const presets = workspace.presets.map((entry) => presetView(entry, workspace.definition))
      return c.json({ presets, actions: actionViews(workspace.definition) })
    })
    .post('/', async (c) => {
      const { name, action, subscribe, ...given } = jsonBody(c) ?? {}
      const fields = actionOf(workspace.definition, String(action))?.fields ?? {}
      const { mapping = defaultValues(fields) } = given
      const problem =
        nameProblem(workspace, name) ?? (await changeProblem(workspace, String(action), { subscribe, mapping }))
      if (problem !== undefined) return c.json({ error: problem }, 400)
      const entry = { name, action, subscribe, mapping } as Pick<
        PresetEntry,
        'name' | 'action' | 'subscribe' | 'mapping'
      >
      return c.json(presetView(workspace.addPreset(entry), workspace.definition), 201)
    })
    .put('/:id', async (c) => {
      const entry = workspace.preset(c.req.param('id'))
      if (!entry) return c.json({ error: NONE }, 404)
      const { enabled = entry.enabled, mapping = entry.mapping, subscribe = entry.subscribe } = jsonBody(c) ?? {}
      if (typeof enabled !== 'boolean') return c.json({ error: 'On or off: send true or false.' }, 400)
      const problem = await changeProblem(workspace, entry.action, {
        mapping,
        subscribe: subscribe ?? 'type = "track"'
      })
      if (problem !== undefined) return c.json({ error: problem }, 400)
      Object.assign(entry, { enabled, mapping, subscribe })
      workspace.changed()
      return c.json(presetView(entry, workspace.definition))
    })
    .post('/:id/reset', (c) => {
      const entry = workspace.preset(c.req.param('id'))
      if (!entry?.original) return c.json({ error: NONE }, 404)
      Object.assign(entry, entry.original)
      workspace.changed()
      return c.json(presetView(entry, workspace.definition))
    })
    .delete('/:id', (c) => {
      const entry = workspace.preset(c.req.param('id'))
      if (!entry) return c.json({ error: NONE }, 404)
      if (entry.original) return c.json({ error: 'A preset cannot be deleted: switch it off.' }, 409)
      workspace.removePreset(entry)
      return c.body(null, 204)
    })

const NONE = 'There is no such preset.'

function nameProblem({ presets }: Workspace, name: unknown): string | undefined {
  if (typeof name !== 'string' || name.trim() === '' || name.length > LONGEST_NAME) {
    return `Name: give the mapping a name of at most ${LONGEST_NAME} characters.`
  }
  return presets.some((entry) => entry.name === name) ? `Name: there is a mapping "${name}" already.` : undefined
}

async function changeProblem(
  { definition }: Workspace,
  key: string,
  { subscribe, mapping }: { subscribe: unknown; mapping: unknown }
): Promise<string | undefined> {
  const action = actionOf(definition, key)
  if (!action) return `Action: there is no action "${key}".`
  return mappingProblem(mapping, action.fields) ?? (await triggerProblem(subscribe))
}
