import { appcuesWebhook } from './appcues-webhook'
import { heapEventWebhook } from './heap-event-webhook'
import { heapSegmentSync } from './heap-segment-sync'

/** The three source functions, by name. */
export const sources = { appcuesWebhook, heapSegmentSync, heapEventWebhook }

export type SourceName = (typeof sources)[keyof typeof sources]['name']
