import type {
  ActionDefinition,
  AudienceDestinationDefinition,
  RequestClient,
  RequestOptions
} from '@segment/actions-core'
import { AsyncLocalStorage } from 'node:async_hooks'
import { beginningOf } from './size'

/** One request without its body, and what came back. */
export interface RequestFacts {
  at: number
  /** Milliseconds until the response, or until there was none. */
  took: number
  method: string
  url: string
  /** Without credentials: they are dropped where a request is recorded. */
  headers: Record<string, string>
  status?: number
  responseBody?: string
  failure?: string
  /** Bytes of the body, known when the batch has its responses. */
  bytes?: number
}

/** One request as the destination made it. The body is held until the batch has its responses. */
export interface Exchange {
  facts: RequestFacts
  json?: unknown
  text?: string
}

const SECRET = /^(proxy-)?authorization$/i

/** So much of a response is kept. */
const RESPONSE_KEPT = 8192

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
        end(begun, { status: response.status, responseBody: beginningOf(response.content, RESPONSE_KEPT) })
        return response
      } catch (error) {
        const { code, response } = error as { code?: string; response?: { status: number; content?: string } }
        const responseBody = beginningOf(response?.content ?? '', RESPONSE_KEPT)
        end(begun, response ? { status: response.status, responseBody } : { failure: failureOf(code) })
        throw error
      }
    }) as RequestClient
}

const failureOf = (code: string | undefined): string =>
  code === 'ETIMEDOUT'
    ? 'No response within ten seconds (ETIMEDOUT).'
    : `The connection broke (${code ?? 'network error'}).`

function begin(url: string, { method = 'GET', headers, json, body }: RequestOptions): Exchange {
  const sent = Object.entries(headers ?? {}).filter(([name]) => !SECRET.test(name))
  const type: [string, string][] = json === undefined ? [] : [['Content-Type', 'application/json']]
  return {
    facts: {
      at: Date.now(),
      took: 0,
      method: method.toUpperCase(),
      url,
      headers: Object.fromEntries([...type, ...sent])
    },
    ...(json === undefined ? {} : { json: json }),
    ...(typeof body === 'string' ? { text: body } : {})
  }
}

const end = ({ facts }: Exchange, outcome: Partial<RequestFacts>): void => {
  Object.assign(facts, outcome, { took: Date.now() - facts.at })
}

type Action<Settings> = ActionDefinition<Settings>

/**
 * The same destination, every request of which goes through the client that `wrap` makes: how this host watches what leaves,
 * and how it looks at what would leave without sending it. The destination itself knows nothing of either.
 */
export function withClient<Settings, AudienceSettings>(
  definition: AudienceDestinationDefinition<Settings, AudienceSettings>,
  wrap: (request: RequestClient) => RequestClient
): AudienceDestinationDefinition<Settings, AudienceSettings> {
  const actions = Object.entries(definition.actions).map(([key, action]): [string, Action<Settings>] => [
    key,
    withWrappedActions(action as Action<Settings>, wrap)
  ])
  return {
    ...definition,
    actions: Object.fromEntries(actions) as typeof definition.actions,
    audienceConfig: withWrappedAudience(definition.audienceConfig, wrap)
  }
}

function withWrappedActions<Settings>(
  action: Action<Settings>,
  wrap: (request: RequestClient) => RequestClient
): Action<Settings> {
  const { perform, performBatch } = action
  return {
    ...action,
    perform: (request, data): unknown => perform(wrap(request), data),
    performBatch: performBatch && ((request, data) => performBatch(wrap(request), data))
  }
}

function withWrappedAudience<Config extends object>(
  config: Config,
  wrap: (request: RequestClient) => RequestClient
): Config {
  type Call = (request: RequestClient, input: unknown) => unknown
  const calls = Object.entries(config).map(([key, value]: [string, unknown]): [string, unknown] => [
    key,
    typeof value === 'function'
      ? (request: RequestClient, input: unknown) => (value as Call)(wrap(request), input)
      : value
  ])
  return Object.fromEntries(calls) as Config
}
