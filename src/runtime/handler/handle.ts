import type { RequestClient } from '@segment/actions-core'
import type { Settings } from '../../destinations/heap-appcues/generated-types'
import { deliver } from '../core/deliver'
import { outcomeOf } from '../core/outcome'
import type { Subscription } from '../core/subscriptions'
import type { BodyReader } from './read-body'
import type { Receiver } from './receiver'
import { report } from './report'
import { RequestError, json } from './responses'
import type { LogEntry } from './types'

export interface HandlerContext {
  settings: Settings
  subscriptions: readonly Subscription[]
  bodies: BodyReader
  request: RequestClient
  now: () => number
  log: (entry: LogEntry) => void
}

/** One request to one route: 2xx only when everything is delivered, skipped or rejected for good; the sender keeps the rest. */
export async function handle(receiver: Receiver, request: Request, context: HandlerContext): Promise<Response> {
  const { route } = receiver
  try {
    receiver.authorize?.(request)
    return await context.bodies.read(request, receiver.most, (body) => take(receiver, request, body, context))
  } catch (error) {
    if (error instanceof RequestError) {
      const { status, message, reason, headers } = error
      context.log({ level: 'warn', kind: 'request_rejected', route, status, reason })
      return json(status, { error: message }, headers)
    }
    context.log({ level: 'error', kind: 'fault', route, status: 500, reason: wordsOf(error) })
    return json(500, { error: 'Something went wrong here, and the log says what. Send it again.' })
  }
}

async function take(receiver: Receiver, request: Request, body: string, context: HandlerContext): Promise<Response> {
  const { route } = receiver
  const { log } = context
  const note = (reason: string): void => log({ level: 'info', kind: 'note', route, reason })
  const { events, subscriptions } = receiver.read(body, request, { now: context.now(), note })
  const deliveries = await deliver(events, subscriptions ?? context.subscriptions, {
    settings: context.settings,
    request: context.request,
    onFault: (error) => log({ level: 'error', kind: 'fault', route, reason: wordsOf(error) })
  })
  const { counts, entries } = report(route, events, deliveries.map(outcomeOf))
  const status = counts.failed > 0 ? 503 : 200
  entries.forEach(log)
  log({ level: 'info', kind: 'request', route, status, counts })
  return json(status, counts)
}

const wordsOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
