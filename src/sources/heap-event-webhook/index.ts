import { HEAP_ORIGIN } from '../../destinations/heap-appcues/catalog'
import type { Source } from '../shared/types'
import { receive } from './receive'
import { settings } from './settings'

export const heapEventWebhook = { name: HEAP_ORIGIN, settings, receive } as const satisfies Source
