import type { Fetch, Surroundings } from '../core/surroundings'
import { assertConfigured } from '../core/configured'
import type { VendorName } from '../core/configured'
import { ConfigurationError } from '../core/options'
import { createRequestClient } from '../core/request-client'
import { readSettings } from '../core/settings'
import { subscriptionsOf } from '../core/subscriptions'
import { handle } from './handle'
import type { HandlerContext } from './handle'
import { BodyReader } from './read-body'
import type { Receiver } from './receiver'
import { json, withoutBody } from './responses'
import { segmentReceiver } from './segment-route'
import { sourceReceivers } from './source-route'
import type { Handler, HandlerOptions } from './types'

export { ConfigurationError } from '../core/options'
export type { RuntimeOptions, SettingValues } from '../core/options'
export type { Counts, Handler, HandlerOptions, LogEntry, SourceKey } from './types'

/**
 * Makes a handler for the webhooks of Appcues and Heap and for what Segment sends, in the form of the web standard: it takes a
 * `Request` and gives a `Response`, and so runs on Node, Cloudflare Workers, Deno, Bun and the like.
 *
 * Routes, each with the body that it reads: `POST /appcues` (1 MiB) and `POST /heap/events` (1 MiB), `POST /heap/segments`
 * (32 MiB), `POST /segment` (8 MiB), `GET /health`. Whatever the handler is mounted under may stand before them. The response is
 * 200 with the counts when everything is delivered, skipped or rejected for good, 503 when something should be sent again, and
 * 400, 401, 403, 404, 405 or 413 for a request that is not taken.
 *
 * @throws ConfigurationError when the options cannot work, in a sentence that names the option
 */
export function createHandler(options: HandlerOptions): Handler {
  const settings = readSettings(options.settings)
  const receivers = [...sourceReceivers(options), ...segmentReceiver(options)]
  if (receivers.length === 0) {
    throw new ConfigurationError(
      'There is nothing to receive: fill in the secret of a source (sources) or the token of /segment (token).'
    )
  }
  assertConfigured(settings, [...receivers.flatMap(({ vendor }) => vendor ?? []), ...namedFor(options)])
  const surroundings = surroundingsOf(options)
  const context: HandlerContext = {
    settings,
    subscriptions: subscriptionsOf(options),
    bodies: new BodyReader(),
    request: createRequestClient(surroundings),
    now: surroundings.now,
    log: options.log ?? (() => undefined)
  }
  return (request) => route(receivers, request, context)
}

/** What was named to go to Appcues needs Appcues; otherwise each such event would be sent again, until someone looks. */
const namedFor = ({ forwardEvents = [], appcuesUserProperties = {} }: HandlerOptions): VendorName[] =>
  forwardEvents.length > 0 || Object.keys(appcuesUserProperties).length > 0 ? ['Appcues'] : []

const surroundingsOf = ({ fetch = globalThis.fetch }: HandlerOptions): Surroundings => ({
  fetch: (url, init) => (fetch as unknown as Fetch)(url, init),
  now: () => Date.now(),
  after: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds)
    return () => clearTimeout(timer)
  }
})

async function route(receivers: readonly Receiver[], request: Request, context: HandlerContext): Promise<Response> {
  const path = new URL(request.url).pathname.replace(/(?<!\/)\/+$/, '')
  if (path.endsWith('/health')) return health(request)
  const receiver = receivers.find((each) => path.endsWith(each.route))
  if (!receiver) return json(404, { error: 'There is nothing here.' })
  if (request.method !== 'POST') return json(405, { error: 'Send a POST request.' }, { allow: 'POST' })
  return handle(receiver, request, context)
}

function health({ method }: Request): Response {
  if (method === 'GET') return json(200, { status: 'ok' })
  if (method === 'HEAD') return withoutBody(json(200, {}))
  return json(405, { error: 'Send a GET request.' }, { allow: 'GET, HEAD' })
}
