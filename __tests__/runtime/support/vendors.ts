import { createHash } from 'node:crypto'
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

export interface PlainRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: string | undefined
}

export interface TroubledVendors {
  requests: PlainRequest[]
  respond: (request: PlainRequest) => { status: number; body: string | null; headers: Record<string, string> }
}

const JSON_TYPE = { 'content-type': 'application/json' }
const TROUBLES: ReturnType<TroubledVendors['respond']>[] = [
  { status: 400, body: '{}', headers: JSON_TYPE },
  { status: 401, body: '{"title":"Unauthorized"}', headers: JSON_TYPE },
  { status: 403, body: '<html>Blocked</html>', headers: { 'content-type': 'text/html' } },
  { status: 404, body: '{"title":"Not Found","detail":"gone"}', headers: JSON_TYPE },
  { status: 429, body: '{', headers: JSON_TYPE },
  { status: 500, body: '', headers: {} },
  { status: 302, body: null, headers: { location: 'https://elsewhere.example' } },
  { status: 204, body: null, headers: {} }
]

/**
 * Both vendors, who have trouble with about every fourth request. What they answer depends on the request and the seed only, so
 * that two clients that ask the same are answered the same.
 */
export function troubledVendors(seed: number): TroubledVendors {
  const requests: PlainRequest[] = []
  const segments: object[] = []
  const respond = (request: PlainRequest): ReturnType<TroubledVendors['respond']> => {
    requests.push(request)
    const { method, url, body } = request
    const dice = createHash('sha256')
      .update(`${seed} ${method} ${url} ${body ?? ''} ${segments.length}`)
      .digest()
    if (seed % 3 > 0 && dice[0] < 64) return TROUBLES[dice[1] % TROUBLES.length]
    return { status: 200, body: JSON.stringify(contentFor(request, segments)), headers: JSON_TYPE }
  }
  return { requests, respond }
}

function contentFor({ method, url, body }: PlainRequest, segments: object[]): unknown {
  if (!url.endsWith('/segments')) return { status: 200, title: 'OK', job_id: 'job-1' }
  if (method === 'GET') return segments
  const made = {
    id: `s-${segments.length}`,
    created_at: `2025-01-01T00:00:0${segments.length % 10}Z`,
    ...(JSON.parse(body ?? '{}') as object)
  }
  segments.push(made)
  return made
}
