/** Versions of the vendors' APIs that stand in the addresses of requests. Heap's ingestion has none. */

/** Public API: profiles, segments, events, jobs. */
export const APPCUES_API_VERSION = 'v2'

/** Privacy endpoint, which takes the legacy API key. */
export const APPCUES_PRIVACY_API_VERSION = 'v1'

/** Deletion of users and the token for it. */
export const HEAP_PUBLIC_API_VERSION = 'v0'
