import type { DestinationDefinition } from '@segment/actions-core'
import type { Settings } from './generated-types'
import { presets } from './presets'
import { settings } from './settings'
import trackEvent from './trackEvent'
import updateUser from './updateUser'

const destination: DestinationDefinition<Settings> = {
  name: 'Heap and Appcues (Actions)',
  slug: 'actions-heap-appcues',
  mode: 'cloud',
  description: 'Appcues flows, steps, forms and NPS in Heap; Heap segments and events in Appcues.',
  authentication: { scheme: 'custom', fields: settings },
  actions: { trackEvent, updateUser },
  presets
}

export default destination
