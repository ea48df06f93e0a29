import { sources } from '../../../src/sources'
import { EXPORT } from '../api-types'
import type { VendorName } from '../api-types'

/** Which vendor each action sends to. */
const ACTION_VENDORS: Readonly<Record<string, VendorName>> = {
  trackEvent: 'heap',
  updateUser: 'heap',
  syncAudience: 'appcues',
  forwardEvent: 'appcues',
  updateAppcuesUser: 'appcues'
}

export const vendorOfAction = (action: string): VendorName => ACTION_VENDORS[action] ?? 'heap'

/** Which vendor a source speaks for; an event handed to Segment directly comes from neither. */
export const SOURCE_VENDORS: Readonly<Record<string, VendorName>> = {
  [sources.appcuesWebhook.name]: 'appcues',
  [EXPORT]: 'appcues',
  [sources.heapSegmentSync.name]: 'heap',
  [sources.heapEventWebhook.name]: 'heap'
}
