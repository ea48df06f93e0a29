import type { ActionDefinition } from '@segment/actions-core'
import { toMultiStatus, toResult } from '../shared/multistatus'
import type { AudienceSettings, Settings } from '../generated-types'
import { fields } from './fields'
import type { Payload, RetlOnMappingSaveInputs, RetlOnMappingSaveOutputs } from './generated-types'
import { retlOnMappingSave } from './hook'
import { syncMembers } from './sync-members'

const action: ActionDefinition<Settings, Payload, AudienceSettings, RetlOnMappingSaveInputs, RetlOnMappingSaveOutputs> =
  {
    title: 'Sync Audience to Appcues',
    description:
      'Set a user property in Appcues that is true for the members of a segment, and keep an Appcues segment of them.',
    defaultSubscription: 'type = "track" and context.personas.computation_class = "audience"',
    syncMode: {
      label: 'Sync Mode',
      description: 'Which rows of a Reverse ETL model put people into the audience, and which take them out.',
      default: 'mirror',
      choices: [
        { label: 'Add: new rows join', value: 'add' },
        { label: 'Update: changed rows join', value: 'update' },
        { label: 'Upsert: new and changed rows join', value: 'upsert' },
        { label: 'Delete: deleted rows leave', value: 'delete' },
        { label: 'Mirror: new and changed rows join, deleted rows leave', value: 'mirror' }
      ]
    },
    hooks: { retlOnMappingSave },
    fields,
    perform: async (request, data) =>
      toResult(await syncMembers(request, [data.payload], [data.audienceMembership], data)),
    performBatch: async (request, data) =>
      toMultiStatus(await syncMembers(request, data.payload, data.audienceMembership ?? [], data))
  }

export default action
