import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { skipped } from './multistatus'
import type { SuccessResponse } from './multistatus'

/** The response for an event of a page elsewhere; undefined when the event may go, as one without a page may. */
export type HostFilter = (pageUrl: unknown) => SuccessResponse | undefined

/** The setting Only From Hosts, read once for a batch: it keeps events of other pages, such as a staging site's, from being sent. */
export function hostFilter({ onlyFromHosts }: Settings): HostFilter {
  const allowed = (onlyFromHosts ?? '')
    .split(/[\s,;]+/)
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
  const [, wildcard = '', rest = ''] = /^(\*\.)?(.*)$/.exec(text) ?? []
  return wildcard + (hostOf(rest) ?? parseHost(`http://${rest}`) ?? rest)
}

/** `*.example.com` stands for every subdomain, and not for `example.com` itself; `*` for all. */
const matches = (host: string, allowed: string): boolean =>
  allowed === '*' || (allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed)

/** `app.example.com/reports` and `localhost:3000/`. A path that begins with "/", or a word, is no host. */
const WITHOUT_SCHEME = /^[^\s/?#:@]+(?:\.[^\s/?#:@]+|:\d+)(?::\d+)?(?:[/?#]|$)/

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
