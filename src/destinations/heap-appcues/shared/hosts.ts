import type { Settings } from '../generated-types'
import { settingLabel } from '../settings'
import { skipped } from './multistatus'
import type { SuccessResponse } from './multistatus'

/** The host of an absolute address, without user, port and path. */
const HOST = /^[a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i

/**
 * The response for an event of a page elsewhere than the setting Only From Hosts allows, as those of a staging site;
 * undefined when the event may go, as one without a page may.
 */
export function skipOtherHost({ onlyFromHosts }: Settings, pageUrl: unknown): SuccessResponse | undefined {
  const allowed =
    onlyFromHosts
      ?.toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean) ?? []
  const host = typeof pageUrl === 'string' ? HOST.exec(pageUrl.trim().toLowerCase())?.[1] : undefined
  if (allowed.length === 0 || host === undefined || allowed.some((each) => matches(host, each))) return undefined
  return skipped(
    `The page is on "${host.slice(0, 253)}", which the setting ${settingLabel('onlyFromHosts')} does not list.`
  )
}

/** `*.example.com` stands for every subdomain, and not for `example.com` itself. */
const matches = (host: string, allowed: string): boolean =>
  allowed.startsWith('*.') ? host.endsWith(allowed.slice(1)) : host === allowed
