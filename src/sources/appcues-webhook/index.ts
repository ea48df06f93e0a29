import { APPCUES_ORIGIN } from '../../destinations/heap-appcues/catalog'
import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const appcuesWebhook = { name: APPCUES_ORIGIN, settings, receive } as const satisfies Source
