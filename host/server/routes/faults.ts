import { Hono } from 'hono'
import { faultChoices } from '../../sandbox/faults'
import type { FaultChoice } from '../../sandbox/faults'
import type { Status } from '../api-types'
import type { HostEnv } from '../body'
import { jsonBody } from '../body'
import type { Changes } from '../changes'
import type { Sandboxes } from '../sandboxes'

const CHOICES = Object.keys(faultChoices)

/** The switches that let a sandbox misbehave. */
export const faultRoutes = (sandboxes: Sandboxes, faults: Status['faults'], changes: Changes): Hono<HostEnv> =>
  new Hono<HostEnv>()
    .get('/', (c) => c.json({ faults, choices: CHOICES }))
    .put('/:vendor', (c) => {
      const vendor = c.req.param('vendor')
      const fault = jsonBody(c)?.fault ?? null
      if (vendor !== 'heap' && vendor !== 'appcues') return c.json({ error: 'There is no such sandbox.' }, 404)
      if (fault !== null && !isFault(fault)) {
        return c.json({ error: `There is no such fault. There are: ${CHOICES.join(', ')}.` }, 400)
      }
      sandboxes[vendor].faults.off()
      if (fault !== null) sandboxes[vendor].faults.always(faultChoices[fault])
      faults[vendor] = fault
      changes.touch()
      return c.json({ faults })
    })

const isFault = (fault: unknown): fault is FaultChoice => typeof fault === 'string' && CHOICES.includes(fault)
