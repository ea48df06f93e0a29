import { AsyncLocalStorage } from 'node:async_hooks'
import type { RequestClient, RequestOptions } from '@segment/actions-core'

/** One request as the destination made it, and what came back. Bodies are held as they are, and written out when someone looks. */
export interface Exchange {
  at: number
  /** Milliseconds until the answer, or until there was none. */
  took: number
  method: string
  url: string
  /** Without credentials: those are left out where they are recorded. */
  headers: Record<string, string>
  json?: unknown
  text?: string
  status?: number
  answer?: string
  failure?: string
}

const SECRET = /^(proxy-)?authorization$/i

/** So much of an answer is kept. */
const ANSWER_KEPT = 8192

/** Collects the requests that are made while some work runs. */
export class Exchanges {
  private readonly current = new AsyncLocalStorage<Exchange[]>()

  /** The result of `work` and, in `exchanges`, what it asked of the vendors. */
  async during<T>(exchanges: Exchange[], work: () => Promise<T>): Promise<T> {
    return this.current.run(exchanges, work)
  }

  /** The same client, listened to. */
  readonly watch = (request: RequestClient): RequestClient =>
    (async (url: string, options: RequestOptions = {}) => {
      const begun = begin(url, options)
      this.current.getStore()?.push(begun)
      try {
        const response = await request(url, options)
        end(begun, { status: response.status, answer: response.content.slice(0, ANSWER_KEPT) })
        return response
      } catch (error) {
        const { code, response } = error as { code?: string; response?: { status: number; content?: string } }
        end(begun, response ? { status: response.status, answer: response.content } : { failure: failureOf(code) })
        throw error
      }
    }) as RequestClient
}

const failureOf = (code: string | undefined): string =>
  code === 'ETIMEDOUT'
    ? 'No answer within ten seconds (ETIMEDOUT).'
    : `The connection broke (${code ?? 'network error'}).`

function begin(url: string, { method = 'GET', headers, json, body }: RequestOptions): Exchange {
  const sent = Object.entries(headers ?? {}).filter(([name]) => !SECRET.test(name))
  const type: [string, string][] = json === undefined ? [] : [['Content-Type', 'application/json']]
  return {
    at: Date.now(),
    took: 0,
    method: method.toUpperCase(),
    url,
    headers: Object.fromEntries([...type, ...sent]),
    ...(json === undefined ? {} : { json: json }),
    ...(typeof body === 'string' ? { text: body } : {})
  }
}

const end = (exchange: Exchange, outcome: Partial<Exchange>): void => {
  Object.assign(exchange, outcome, { took: Date.now() - exchange.at })
}
