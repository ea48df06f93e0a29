import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const appcuesWebhook: Source = { name: 'appcues-webhook', settings, receive }
