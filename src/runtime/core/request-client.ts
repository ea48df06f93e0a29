import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { NOT_BEGUN } from '../../destinations/heap-appcues/shared/http'
import type { FetchOptions, FetchResponse, Surroundings } from './surroundings'

/** The framework's own default, in milliseconds. */
const TIMEOUT = 10_000

/** How long one call of the host may take. */
export interface TimeLimit {
  /** Epoch milliseconds at which everything must be done. */
  deadline: number
  /** The most that one request may take. */
  request: number
  /** Nothing is begun with less than this left. */
  reserve: number
}

/** A request without a response. Only the code of a network error is kept: its message may quote an address. */
class RequestError extends Error {
  constructor(readonly code: string | undefined) {
    super(`The request failed (${code ?? 'network error'})`)
    this.name = 'RequestError'
  }
}

/** A response that is an HTTP error, for callers that ask for one to be thrown. */
class HttpError extends Error {
  constructor(readonly response: { status: number; data: unknown }) {
    super(`HTTP ${response.status}`)
    this.name = 'HttpError'
  }
}

/**
 * A client that behaves to our actions as the framework's does, over any `fetch`, and without `AbortController`, which not
 * every host has: a request that takes too long counts as unanswered, and what it still does is ignored.
 */
export function createRequestClient(surroundings: Surroundings, limit?: TimeLimit): RequestClient {
  const client = async (url: string, options: RequestOptions = {}): Promise<unknown> => {
    const timeout = timeoutOf(options, limit, surroundings.now)
    const work = surroundings.fetch(url, { ...fetchOptions(options), timeout }).then(read)
    const response = await withTimeout(work, timeout, surroundings.after).catch((error: unknown) => {
      throw new RequestError(codeOf(error))
    })
    if (!response.ok && options.throwHttpErrors !== false) throw new HttpError(response)
    return response
  }
  return client as RequestClient
}

function timeoutOf({ timeout }: RequestOptions, limit: TimeLimit | undefined, now: () => number): number {
  const wanted = typeof timeout === 'number' ? timeout : TIMEOUT
  if (!limit) return wanted
  const left = limit.deadline - now()
  if (left < limit.reserve) throw new RequestError(NOT_BEGUN)
  return Math.min(wanted, limit.request, left)
}

function fetchOptions(options: RequestOptions): Omit<FetchOptions, 'timeout'> {
  const { method = 'get', headers = {} } = options
  const json: unknown = options.json
  const { body } = options as { body?: unknown }
  const named = Object.entries(headers).map(([name, value]): [string, string] => [name.toLowerCase(), value])
  const sent: Record<string, string> = { 'user-agent': 'heap-appcues', ...Object.fromEntries(named) }
  const shape = { method: method.toUpperCase(), headers: sent, redirect: 'manual' } as const
  if (json !== undefined) {
    return { ...shape, headers: { ...sent, 'content-type': 'application/json' }, body: JSON.stringify(json) }
  }
  return typeof body === 'string' ? { ...shape, body } : shape
}

/** As the framework reads it: JSON where the header says so, and nothing where that is not JSON. */
async function read(response: FetchResponse): Promise<{ ok: boolean; status: number; data: unknown }> {
  const { ok, status, headers } = response
  const content = await response.text()
  const isJson = headers.get('content-type')?.includes('application/json') === true
  return { ok, status, data: isJson ? parsed(content) : content }
}

function parsed(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}

async function withTimeout<T>(work: Promise<T>, milliseconds: number, after: Surroundings['after']): Promise<T> {
  let cancel = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    cancel = after(milliseconds, () => reject(new RequestError('ETIMEDOUT')))
  })
  return Promise.race([work, late]).finally(() => cancel())
}

/** Newer `fetch` puts what went wrong into `cause`; node-fetch's own time-out has a type and no code. */
function codeOf(error: unknown): string | undefined {
  const { code, type, cause } = Object(error) as { code?: unknown; type?: unknown; cause?: unknown }
  if (typeof code === 'string') return code
  if (type === 'request-timeout' || type === 'body-timeout') return 'ETIMEDOUT'
  return cause === undefined ? undefined : codeOf(cause)
}
