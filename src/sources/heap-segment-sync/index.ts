import type { Source } from '../types'
import { receive } from './receive'
import { settings } from './settings'

export const heapSegmentSync: Source = { name: 'heap-segment-sync', settings, receive }
