import type { Source } from '../types'
import { receive } from './receive'
import { settings } from './settings'

export const heapEventWebhook: Source = { name: 'heap-event-webhook', settings, receive }
