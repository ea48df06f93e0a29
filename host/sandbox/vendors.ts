/** The vendors' hosts. Written here a second time on purpose: a sandbox that took them from the destination could not notice a wrong one. */
export const vendorHosts = {
  heap: { US: 'heapanalytics.com', EU: 'c.eu.heap-api.com' },
  appcues: { US: 'api.appcues.com', EU: 'api.eu.appcues.com' }
} as const

export type Vendor = keyof typeof vendorHosts
export type Region = 'US' | 'EU'

/** The vendor whose host this is; undefined for every other host. */
export const vendorOf = (host: string): Vendor | undefined =>
  (Object.keys(vendorHosts) as Vendor[]).find((vendor) => regionOf(vendor, host) !== undefined)

/** The region whose host was asked; undefined when a sandbox was asked by its own address. */
export function regionOf(vendor: Vendor, host: string | undefined): Region | undefined {
  const name = host?.toLowerCase().replace(/:\d+$/, '')
  return (['US', 'EU'] as const).find((region) => vendorHosts[vendor][region] === name)
}
