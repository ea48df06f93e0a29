import { Destination, transform } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import type { Answer } from '../delivery/answer'
import { outcomeOf } from '../delivery/answer'
import { createRouter } from '../delivery/subscription'
import type { Subscription } from '../delivery/subscription'
import type { PreviewView } from './api-types'
import { dryClient } from './deliveries/dry-client'
import type { DryRequest } from './deliveries/dry-client'
import { withClient } from './deliveries/with-client'
import type { Definition } from './workspace/workspace'

/** What would leave if this event came and this mapping took it. Nothing is sent. */
export async function preview(
  definition: Definition,
  settings: JSONObject,
  subscription: Subscription,
  event: SegmentEvent
): Promise<PreviewView> {
  const [taking] = await createRouter([subscription])([event])
  if (taking.length === 0) return { taken: false, requests: [] }
  const requests: DryRequest[] = []
  const dry = new Destination(withClient(definition, () => dryClient(requests)))
  const payload = transform(subscription.mapping, event as unknown as JSONObject)
  try {
    const [result] = await dry.onBatch([event], { ...settings, subscription } as never)
    const outcome = outcomeOf(result?.multistatus?.[0] as unknown as Answer)
    return {
      taken: true,
      payload,
      requests,
      ...(outcome.kind === 'rejected' ? { rejection: outcome.reason } : {}),
      ...(outcome.kind === 'skipped' ? { note: outcome.reason } : {})
    }
  } catch (error) {
    return { taken: true, payload, requests, rejection: (error as Error).message }
  }
}
