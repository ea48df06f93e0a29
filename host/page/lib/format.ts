import { EXPORT } from '../../server/api-types'
import type { OriginName } from '../../server/api-types'

const numbers = new Intl.NumberFormat('en-US')
export const thousands = (value: number): string => numbers.format(value)

const times = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const days = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit'
})
export const timeOf = (at: number): string => times.format(at)
export const dayOf = (at: string | number): string => days.format(new Date(at))

/** "1 event", "2 events". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${thousands(count)} ${count === 1 ? one : many}`

export const capital = (word: string): string => word[0].toUpperCase() + word.slice(1)

export const VENDORS = { heap: 'Heap', appcues: 'Appcues' } as const

/** What a source is called on the page. */
export const SOURCES: Readonly<Record<string, string>> = {
  'appcues-webhook': 'Appcues webhook',
  [EXPORT]: 'Appcues export',
  'heap-segment-sync': 'Heap segment sync',
  'heap-event-webhook': 'Heap event webhook',
  segment: 'Segment'
} satisfies Record<OriginName, string>

/** One word for each state, everywhere. */
export const OUTCOME_WORDS = {
  delivered: 'delivered',
  skipped: 'skipped',
  rejected: 'rejected',
  failed: 'not delivered',
  waiting: 'on its way'
} as const
