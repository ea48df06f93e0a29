import { Response } from '@segment/actions-core'
import type { RequestClient, RequestOptions } from '@segment/actions-core'

export interface DryRequest {
  method: string
  url: string
  body: unknown
}

/** A client that sends nothing and answers as a vendor in good order would, so that the next request is made too. */
export function dryClient(requests: DryRequest[]): RequestClient {
  const segments: Record<string, unknown>[] = []
  const answerTo = (method: string, path: string, json: unknown): unknown => {
    if (!/\/segments$/.test(path)) return { status: 202, title: 'Preview', job_id: 'preview', job_url: '/jobs/preview' }
    if (method === 'GET') return segments
    const made = { id: 'preview', created_at: '2026-01-01T00:00:00Z', ...(json as Record<string, unknown>) }
    segments.push(made)
    return made
  }
  return (async (url: string, { method = 'GET', json, body }: RequestOptions = {}) => {
    requests.push({ method: method.toUpperCase(), url, body: json ?? body })
    const data = answerTo(method.toUpperCase(), new URL(url).pathname, json)
    const content = JSON.stringify(data)
    return Object.assign(new Response(content, { status: 200 }), { data, content })
  }) as RequestClient
}
