import { InvalidAuthenticationError } from '@segment/actions-core'
import type { RequestClient } from '@segment/actions-core'
import { appcuesApi } from '../../destinations/heap-appcues/appcues/api'
import type { Settings } from '../../destinations/heap-appcues/generated-types'
import { heapApi } from '../../destinations/heap-appcues/heap/client'
import { ConfigurationError } from './options'

interface Vendor {
  /** A vendor of which one of these is filled in is meant to be used. */
  keys: (keyof Settings)[]
  api: (request: RequestClient, settings: Settings) => unknown
}

const VENDORS = {
  Heap: { keys: ['heapAppId', 'heapApiKey', 'heapMainAppId'], api: heapApi },
  Appcues: {
    keys: ['appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesLegacyApiKey'],
    api: appcuesApi
  }
} satisfies Record<string, Vendor>

export type VendorName = keyof typeof VENDORS

const noRequest = (() => Promise.reject(new Error('Nothing is sent while settings are checked.'))) as RequestClient

/**
 * Asks each vendor's own client whether its settings are complete.
 *
 * @param needed vendors that must be filled in; the others may be left out, but not by half
 * @throws ConfigurationError with the client's sentence, or when nothing is filled in
 */
export function assertConfigured(settings: Settings, needed: readonly VendorName[]): void {
  const meant = Object.entries(VENDORS).filter(
    ([name, { keys }]) => needed.some((each) => each === name) || keys.some((key) => settings[key] !== undefined)
  )
  if (meant.length === 0) {
    throw new ConfigurationError(
      'Nothing is filled in: for Heap it takes the Heap App ID; for Appcues the Appcues Account ID, API Key and API Secret.'
    )
  }
  for (const [, { api }] of meant) assertComplete(api, settings)
}

function assertComplete(api: Vendor['api'], settings: Settings): void {
  try {
    api(noRequest, settings)
  } catch (error) {
    throw error instanceof InvalidAuthenticationError ? new ConfigurationError(error.message) : error
  }
}
