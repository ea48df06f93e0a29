import type { VendorName } from '../api-types'

/** Which vendor each action speaks to. */
const ACTION_VENDORS: Readonly<Record<string, VendorName>> = {
  trackEvent: 'heap',
  updateUser: 'heap',
  syncAudience: 'appcues',
  forwardEvent: 'appcues'
}

export const vendorOfAction = (action: string): VendorName => ACTION_VENDORS[action] ?? 'heap'
