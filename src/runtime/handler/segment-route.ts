import { defaultValues, isObject } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import destination from '../../destinations/heap-appcues'
import { constantTimeEqual } from '../../sources/shared/signature'
import { ConfigurationError } from '../core/options'
import { isSyncMode, withSyncMode } from '../core/prepare'
import type { Subscription } from '../core/subscriptions'
import { RequestError } from './responses'
import type { Receiver } from './receiver'
import type { HandlerOptions } from './types'

/** Segment sends at most 4 MB in a batch. */
const MOST = 8 * 1024 * 1024

/** `/segment`: what Segment's destination Webhook (Actions) sends, one event or a list of them. */
export function segmentReceiver({ token, allowUnsigned }: HandlerOptions): Receiver[] {
  if (token === undefined && !allowUnsigned) return []
  if (token !== undefined && token.trim() === '') throw new ConfigurationError('token: it is blank.')
  return [
    {
      route: '/segment',
      most: MOST,
      authorize: (request) => assertBearer(request, token),
      read: (body, request) => ({
        events: eventsIn(body),
        subscriptions: audienceOf(new URL(request.url).searchParams)
      })
    }
  ]
}

function assertBearer(request: Request, token: string | undefined): void {
  if (token === undefined) return
  const [, given = ''] = /^Bearer +(\S.*)/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (constantTimeEqual(given, token.trim())) return
  const message = 'Send the header "Authorization: Bearer" with the token of this route.'
  throw new RequestError(401, message, 'The bearer token is missing or wrong.', { 'www-authenticate': 'Bearer' })
}

function eventsIn(body: string): SegmentEvent[] {
  const events = [parsed(body)].flat()
  if (events.every(isEvent)) return events
  throw new RequestError(400, 'The body must be one Segment event as JSON, or a list of them.')
}

const isEvent = (value: unknown): value is SegmentEvent =>
  isObject(value) && typeof (value as { type?: unknown }).type === 'string'

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/**
 * For Reverse ETL: rows carry neither the audience's name nor the sync mode, so both stand in the query. The audience has the
 * key that a Reverse ETL mapping of this name has in Segment's catalog, and so keeps its segment if it moves there.
 */
function audienceOf(query: URLSearchParams): Subscription[] | undefined {
  const name = query.get('audience')?.trim()
  const mode = query.get('mode')?.trim() ?? 'mirror'
  if (name === undefined) return undefined
  if (name === '') throw new RequestError(400, 'The query has an empty "audience": give the name of the segment.')
  if (!isSyncMode(mode)) {
    throw new RequestError(400, 'The query\'s "mode" must be add, update, upsert, delete or mirror.')
  }
  const fields = defaultValues(destination.actions.syncAudience.fields) as JSONObject
  const mapping = withSyncMode({ ...fields, computation_id: `retl/${name}`, namespace: '', audience_name: name }, mode)
  return [{ name: `Audience ${name}`, action: 'syncAudience', mapping, wants: ({ type }) => type === 'track' }]
}
