/** Numbers the vendors and the host set, each with its source. */

/** Most events, users or members in one request: Heap documents 1000; for Appcues' user id lists the most is unknown, so the same. */
export const BATCH_SIZE = 1000
/** Most requests one vendor call may cost while a rejected batch is halved; enough to find three culprits among 1000. */
export const REQUESTS_PER_BATCH = 64

/** Heap: an event's name has at most 1024 characters. */
export const HEAP_EVENT_NAME = 1024
/** Heap: an identity has at most 255 characters. */
export const HEAP_IDENTITY = 255
/** Heap: property keys and values are "under 1024" characters. */
export const HEAP_TEXT = 1023
/** Heap: what `/api/integrations/track` asks of an idempotency key at the least. */
export const HEAP_IDEMPOTENCY_KEY = 8

/** Appcues: event names have at most 127 characters. */
export const APPCUES_EVENT_NAME = 127

/**
 * Milliseconds before a request counts as unanswered. Given with every request: the framework's own default (the same ten
 * seconds) is off whenever the host passes a signal.
 */
export const REQUEST_TIMEOUT = 10_000
