import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const heapSegmentSync: Source = { name: 'heap-segment-sync', settings, receive }
