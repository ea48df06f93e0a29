import { Destination } from '@segment/actions-core'
import { Hono } from 'hono'
import type { HostEnv } from '../body'
import { jsonBody } from '../body'
import { sources } from '../../../src/sources'
import type { SettingsView } from '../api-types'
import type { HostParts } from '../host-parts'
import { destinationSettings, readValues, sourceSettings } from '../workspace/setting-values'
import type { Workspace } from '../workspace/workspace'

/** The settings of the destination and of the sources. Secrets go in and never come out. */
export const settingRoutes = ({ workspace }: HostParts): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json(viewOf(workspace)))
    .put('/destination', async (c) => {
      const problem = readValues(jsonBody(c), viewOf(workspace).destination, workspace.settings)
      if (problem !== undefined) return c.json({ error: problem }, 400)
      workspace.changed()
      return c.json(viewOf(workspace))
    })
    .put('/sources/:name', async (c) => {
      const name = c.req.param('name')
      const source = Object.values(sources).find((each) => each.name === name)
      const own = viewOf(workspace).sources.find((each) => each.name === name)
      if (!source || !own) return c.json({ error: `There is no source "${name}".` }, 404)
      const values = workspace.settingsOf(source)
      const problem = readValues(jsonBody(c), own.settings, values)
      if (problem !== undefined) return c.json({ error: problem }, 400)
      workspace.setSource(name, values)
      return c.json(viewOf(workspace))
    })
    .post('/test', async (c) => {
      const { definition, settings } = workspace
      try {
        await new Destination(definition).testAuthentication({ ...settings })
        return c.json({ ok: true, message: 'Connected. What is filled in works.' })
      } catch (error) {
        return c.json({ ok: false, message: (error as Error).message })
      }
    })

const viewOf = (workspace: Workspace): SettingsView => ({
  destination: destinationSettings(workspace.definition.authentication?.fields ?? {}, workspace.settings),
  sources: Object.values(sources).map((source) => ({
    name: source.name,
    isSecured: workspace.hasSecret(source),
    settings: sourceSettings(source.settings, workspace.settingsOf(source))
  }))
})
