import { Destination, Response, transform } from '@segment/actions-core'
import type { JSONObject, RequestClient, RequestOptions, SegmentEvent } from '@segment/actions-core'
import { outcomeOf } from '../delivery/outcome'
import type { EventResponse } from '../delivery/outcome'
import { createRouter } from '../delivery/subscription'
import type { Subscription } from '../delivery/subscription'
import type { PreviewView } from './api-types'
import { withClient } from './deliveries/exchanges'
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
    const outcome = outcomeOf(result?.multistatus?.[0] as unknown as EventResponse)
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

export interface DryRequest {
  method: string
  url: string
  body: unknown
}

/** A client that sends nothing and responds as a vendor in good order would, so that the next request is made too. */
export function dryClient(requests: DryRequest[]): RequestClient {
  const segments: Record<string, unknown>[] = []
  const responseTo = (method: string, path: string, json: unknown): unknown => {
    if (!/\/segments$/.test(path)) return { status: 202, title: 'Preview', job_id: 'preview', job_url: '/jobs/preview' }
    if (method === 'GET') return segments
    const made = { id: 'preview', created_at: '2026-01-01T00:00:00Z', ...(json as Record<string, unknown>) }
    segments.push(made)
    return made
  }
  return (async (url: string, { method = 'GET', json, body }: RequestOptions = {}) => {
    requests.push({ method: method.toUpperCase(), url, body: json ?? body })
    const data = responseTo(method.toUpperCase(), new URL(url).pathname, json)
    const content = JSON.stringify(data)
    return Object.assign(new Response(content, { status: 200 }), { data, content })
  }) as RequestClient
}
