import type { VendorName } from '../api-types'

/** Which vendor a source speaks for; an event handed to Segment directly comes from neither. */
export const SOURCE_VENDORS: Readonly<Record<string, VendorName>> = {
  'appcues-webhook': 'appcues',
  'appcues-export': 'appcues',
  'heap-segment-sync': 'heap',
  'heap-event-webhook': 'heap'
}
