import type { AudienceDestinationDefinition } from '@segment/actions-core'
import { audienceConfig } from './audience/audience-config'
import { testAuthentication } from './authentication'
import { DESTINATION_NAME } from './catalog'
import { onDelete } from './deletion'
import forwardEvent from './forwardEvent'
import type { AudienceSettings, Settings } from './generated-types'
import { presets } from './presets'
import { audienceFields, settings } from './settings'
import syncAudience from './syncAudience'
import trackEvent from './trackEvent'
import updateAppcuesUser from './updateAppcuesUser'
import updateUser from './updateUser'

const destination: AudienceDestinationDefinition<Settings, AudienceSettings> = {
  name: DESTINATION_NAME,
  slug: 'actions-heap-appcues',
  mode: 'cloud',
  description: 'Appcues flows, steps, forms and NPS in Heap; Heap segments and events in Appcues.',
  authentication: { scheme: 'custom', fields: settings, testAuthentication },
  onDelete,
  audienceFields,
  audienceConfig,
  actions: { trackEvent, updateUser, syncAudience, updateAppcuesUser, forwardEvent },
  presets
}

export default destination
