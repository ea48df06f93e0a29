import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const heapEventWebhook: Source = { name: 'heap-event-webhook', settings, receive }
