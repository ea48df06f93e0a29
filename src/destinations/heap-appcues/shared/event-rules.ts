import { PayloadValidationError } from '@segment/actions-core'
import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { skipped } from './multistatus'
import type { SuccessResponse } from './multistatus'
import { toIsoTime } from './time'

/**
 * The name of an event, trimmed.
 *
 * @param most characters that the vendor takes
 * @throws PayloadValidationError when it is empty or too long
 */
export function eventName(text: string, vendor: string, most: number): string {
  const name = text.trim()
  if (name === '') throw new PayloadValidationError('Event Name: it is empty. Map Event Name to the name of the event.')
  if (name.length <= most) return name
  throw new PayloadValidationError(
    `Event Name: it is ${name.length} characters long; ${vendor} allows ${most}. Map Event Name to a shorter name.`
  )
}

/**
 * The time of an event as ISO 8601; undefined when there is none.
 *
 * @throws PayloadValidationError when it is unusable: the event would land on a wrong day
 */
export function eventTime(value: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '') return undefined
  const time = toIsoTime(value)
  if (time !== undefined) return time
  throw new PayloadValidationError(
    `Timestamp: "${value.slice(0, 40)}" is not a valid time. Map Timestamp to ISO 8601 text, or to epoch seconds or milliseconds, of 2010 to 2100.`
  )
}

/** The response for an event of a page elsewhere; undefined when the event may go, as one without a page may. */
export type HostFilter = (pageUrl: unknown) => SuccessResponse | undefined

/** The setting Only From Hosts, read once for a batch: it keeps events of other pages, such as a staging site's, from being sent. */
export function hostFilter({ onlyFromHosts }: Settings): HostFilter {
  const allowed = (onlyFromHosts ?? '')
    .split(/[\s,;]/)
    .filter(Boolean)
    .map(allowedHost)
  if (allowed.length === 0) return () => undefined
  return (pageUrl) => {
    const host = typeof pageUrl === 'string' ? hostOf(pageUrl.trim()) : undefined
    if (host === undefined || allowed.some((each) => matches(host, each))) return undefined
    return skipped(
      `The page is on "${host.slice(0, 253)}", which the setting ${settingLabel('onlyFromHosts')} does not list.`
    )
  }
}

/** A host as it is compared, whatever else of an address the setting holds. */
function allowedHost(text: string): string {
  const wildcard = text.startsWith('*.') ? '*.' : ''
  const rest = text.slice(wildcard.length)
  return wildcard + (hostOf(rest) ?? parseHost(`http://${rest}`) ?? rest)
}

/** `*.example.com` stands for every subdomain, and not for `example.com` itself; `*` for all. */
const matches = (host: string, allowed: string): boolean =>
  allowed === '*' || (allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed)

/** `app.example.com/reports` and `localhost:3000/`. A path that begins with "/", or a word, is no host. */
const WITHOUT_SCHEME = /^(?:[^\s/?#:@][^\s/?#:@.]*\.[^\s/?#:@]+|[^\s/?#:@]+:\d+)(?::\d+)?(?:[/?#]|$)/

/** The host of a web address. Those of apps (`myapp://home`) and browsers (`about:blank`) have none. */
function hostOf(address: string): string | undefined {
  if (/^https?:/i.test(address)) return parseHost(address)
  if (address.startsWith('//')) return parseHost(`http:${address}`)
  return WITHOUT_SCHEME.test(address) ? parseHost(`http://${address}`) : undefined
}

/** In lower case and Punycode, without user, port and the dot that may end it. */
function parseHost(url: string): string | undefined {
  try {
    return new URL(url).hostname.replace(/\.$/, '') || undefined
  } catch {
    return undefined
  }
}
