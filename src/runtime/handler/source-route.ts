import type { SegmentEvent } from '@segment/actions-core'
import destination from '../../destinations/heap-appcues'
import { sources } from '../../sources'
import { SourceError } from '../../sources/shared/errors'
import { isFilledIn, withServerDefaults } from '../../sources/shared/settings'
import type { Source, SourceSettings } from '../../sources/shared/types'
import { ConfigurationError } from '../core/options'
import type { VendorName } from '../core/configured'
import { RequestError } from './responses'
import type { Receiver } from './receiver'
import type { HandlerOptions, SourceKey } from './types'

const MIB = 1024 * 1024

/** Where each source is reached, the longest body that is read, and the vendor that its events are for. */
const PLACES: Record<SourceKey, { route: string; most: number; vendor: VendorName }> = {
  appcuesWebhook: { route: '/appcues', most: MIB, vendor: 'Heap' },
  heapSegmentSync: { route: '/heap/segments', most: 32 * MIB, vendor: 'Appcues' },
  heapEventWebhook: { route: '/heap/events', most: MIB, vendor: 'Appcues' }
}

/**
 * The routes of the sources that have a secret, or of all where that is allowed.
 *
 * @throws ConfigurationError for settings of a source that cannot be used
 */
export function sourceReceivers({ sources: given = {}, allowUnsigned }: HandlerOptions): Receiver[] {
  const strange = Object.keys(given).find((key) => !(key in sources))
  if (strange !== undefined) {
    throw new ConfigurationError(
      `sources: there is no source "${strange}". There are ${Object.keys(sources).join(', ')}.`
    )
  }
  return (Object.keys(PLACES) as SourceKey[]).flatMap((key) => {
    const { [key]: source } = sources
    const values = given[key] ?? {}
    assertKnown(key, source, values)
    const secrets = Object.entries(source.settings).filter(([, { sensitive }]) => sensitive)
    const hasSecret = secrets.some(([name]) => isFilledIn(values[name]))
    return hasSecret || allowUnsigned ? [receiverOf(key, source, values)] : []
  })
}

/** A secret under a mistyped name would be no secret. */
function assertKnown(key: SourceKey, { settings }: Source, values: SourceSettings): void {
  const unknown = Object.keys(values).find((name) => !(name in settings))
  if (unknown === undefined) return
  throw new ConfigurationError(
    `sources.${key}: there is no setting "${unknown}". There are ${Object.keys(settings).join(', ')}.`
  )
}

function receiverOf(key: SourceKey, source: Source, values: SourceSettings): Receiver {
  const { route, most, vendor } = PLACES[key]
  const own = withServerDefaults(source.settings, values)
  assertUsable(key, source, own)
  return {
    route,
    most,
    vendor,
    read: (body, request, { now, note }) => {
      const headers = Object.fromEntries([...request.headers].map(([name, value]) => [name.toLowerCase(), value]))
      const calls = orRequestError(() => source.receive({ headers, body, url: request.url }, own, now, note))
      const at = new Date(now).toISOString()
      return { events: calls.map((call) => ({ timestamp: at, ...call }) as unknown as SegmentEvent).filter(isForUs) }
    }
  }
}

/** What the source's own rules say of the settings: it looks at them before it looks at a webhook. */
function assertUsable(key: SourceKey, { receive }: Source, values: SourceSettings): void {
  try {
    receive({ headers: {}, body: '{}' }, values, 0)
  } catch (error) {
    if (error instanceof SourceError && error.code === 'MISCONFIGURED') {
      throw new ConfigurationError(`sources.${key}: ${error.message}`)
    }
  }
}

/** As Segment hands events over: what `integrations` says of this destination by name, else what it says of all. */
function isForUs({ integrations }: SegmentEvent): boolean {
  const named = (integrations ?? {}) as Record<string, unknown>
  return (named[destination.name] ?? named.All) !== false
}

/** A stranger learns that the request was not accepted, and nothing of the set-up. */
function orRequestError<T>(make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    const { status, publicMessage, message } = error
    throw new RequestError(status, publicMessage, message)
  }
}
