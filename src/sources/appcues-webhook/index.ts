import type { Source } from '../types'
import { receive } from './receive'
import { settings } from './settings'

export const appcuesWebhook: Source = { name: 'appcues-webhook', settings, receive }
