import type { FetchOptions } from '../../../src/runtime/core/surroundings'

export interface VendorRequest {
  method: string
  url: string
  headers: Record<string, string>
  /** JSON as what it holds, anything else as text. */
  body: unknown
}

interface Reply {
  status: number
  body?: unknown
}

export interface FakeVendors {
  requests: VendorRequest[]
  fetch: (url: string, init: FetchOptions) => Promise<Response>
}

const parsed = (text: string | undefined): unknown => {
  if (text === undefined || !/^[[{]/.test(text)) return text
  return JSON.parse(text) as unknown
}

/** As Heap and Appcues answer when all is well; one segment is made when it is asked for. */
function usual({ method, url }: VendorRequest): Reply {
  if (/\/api\/(?:integrations\/)?track$|add_user_properties$/.test(url)) return { status: 200, body: {} }
  if (url.endsWith('/segments') && method === 'GET') return { status: 200, body: [] }
  if (url.endsWith('/segments')) return { status: 201, body: { id: 'segment-1', status: 201 } }
  if (url.endsWith('/import/profiles')) return { status: 202, body: { status: 202, job_id: 'job-1' } }
  return { status: 200, body: {} }
}

/** Both vendors as a `fetch`, with every request that was made. */
export function fakeVendors(reply: (request: VendorRequest) => Reply | undefined = () => undefined): FakeVendors {
  const requests: VendorRequest[] = []
  return {
    requests,
    fetch: async (url, { method, headers, body }) => {
      const request = { method, url, headers, body: parsed(body) }
      requests.push(request)
      const { status, body: content } = reply(request) ?? usual(request)
      const text = content === undefined ? null : JSON.stringify(content)
      return new Response(text, { status, headers: { 'content-type': 'application/json' } })
    }
  }
}

export const pathOf = ({ method, url }: VendorRequest): string => `${method} ${new URL(url).pathname}`
