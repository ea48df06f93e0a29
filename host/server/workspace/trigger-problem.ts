import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'

/** A destination that exists to have its trigger parsed. */
const parser = new Destination<JSONObject>({ name: 'Trigger parser', mode: 'cloud', actions: {} })

/** What the framework cannot read in a trigger, in a sentence; undefined when it reads it. */
export async function triggerProblem(subscribe: unknown): Promise<string | undefined> {
  if (typeof subscribe !== 'string' || subscribe.trim() === '') {
    return 'Trigger: it is empty. Fill in which events to take, such as type = "track" and event = "Signed Up".'
  }
  const subscription = { subscribe, partnerAction: 'none', mapping: {} }
  const [result] = await parser.onBatch([{ type: 'track' }], { subscription })
  const message = result?.multistatus?.[0] as { errormessage?: string } | undefined
  const problem = /^Invalid subscription : (.*)$/s.exec(message?.errormessage ?? '')?.[1]
  return problem === undefined ? undefined : `Trigger: ${problem}`
}
