import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const heapSegmentSync = { name: 'heap-segment-sync', settings, receive } as const satisfies Source
