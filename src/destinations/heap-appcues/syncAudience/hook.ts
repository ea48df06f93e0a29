import { IntegrationError, InvalidAuthenticationError, PayloadValidationError } from '@segment/actions-core'
import type { ActionDefinition, ActionHookResponse, RequestClient } from '@segment/actions-core'
import { appcuesApi, toSegment } from '../appcues/api'
import type { AppcuesApi } from '../appcues/api'
import { cleanName } from '../appcues/profiles'
import { appcuesError } from '../appcues/response'
import { propertyName, recurringLimit } from '../audience/admission'
import { buildReference, parseDescription, parseReference, savedReference, syncsSegment } from '../audience/remembered'
import { SegmentRegistry } from '../audience/registry'
import type { AudienceSettings, Settings } from '../generated-types'
import { audienceFields } from '../settings'
import { isSuccess } from '../shared/http'
import { tryBuild } from '../shared/multistatus'
import type { Payload, RetlOnMappingSaveInputs, RetlOnMappingSaveOutputs } from './generated-types'

/** A Reverse ETL mapping has no computation: the name it was saved with is the id. */
function keyOf(segmentName: string): string {
  const name = cleanName(segmentName)
  if (name !== '') return `retl/${name}`
  throw new PayloadValidationError('Segment Name: it is empty. Fill in the name of the segment.')
}

type Hooks = NonNullable<
  ActionDefinition<Settings, Payload, AudienceSettings, RetlOnMappingSaveInputs, RetlOnMappingSaveOutputs>['hooks']
>
type Saved = ActionHookResponse<RetlOnMappingSaveOutputs>

/** Reverse ETL: one mapping is one segment, whose name is asked for when the mapping is saved and never read from a column. */
export const retlOnMappingSave: Hooks['retlOnMappingSave'] = {
  label: 'Connect the segment in Appcues',
  description:
    'When the mapping is saved, the segment is created in Appcues, or found again by the same name. Make the person’s ID in Appcues the unique identifier of the model: a deleted row carries nothing else.',
  inputFields: {
    segment_name: {
      label: 'Segment Name',
      description:
        'The name of the segment. Mappings with the same name write to the same segment, for example one that adds and one that deletes. Read when the mapping is saved for the first time, or after its segment in Appcues was deleted; changing it otherwise changes nothing.',
      type: 'string',
      required: true
    },
    ...audienceFields
  },
  outputTypes: {
    reference: {
      label: 'Audience Reference',
      description: 'What the mapping remembers of the segment in Appcues.',
      type: 'string',
      required: true
    },
    property: {
      label: 'Property in Appcues',
      description: 'The user property that is true for members.',
      type: 'string',
      required: true
    }
  },
  performHook: (request, { settings, hookInputs, hookOutputs }) =>
    connect(request, settings, hookInputs as RetlOnMappingSaveInputs, savedReference(hookOutputs)).catch(toHookError)
}

/** @param saved the reference of the mapping as it was saved before */
async function connect(
  request: RequestClient,
  settings: Settings,
  inputs: RetlOnMappingSaveInputs,
  saved: string | undefined
): Promise<Saved> {
  const api = appcuesApi(request, settings)
  const named = keyOf(inputs.segment_name)
  const key = (await savedKey(api, saved)) ?? named
  const fill = syncsSegment(inputs.keep_segment)
  const name = (): string => propertyName(inputs.segment_name, inputs.property_name)
  const wanted = { key, sync: 'recurring', fill, propertyName: name } as const
  const { property, segment } = await new SegmentRegistry(api).connect(wanted, recurringLimit(settings))
  return {
    successMessage: `Members will have the user property "${property}" in Appcues.`,
    savedData: { reference: buildReference({ property, segment, fill }), property }
  }
}

/**
 * The audience key of the segment that a mapping was saved with before, so that it keeps that segment whatever its Segment
 * Name is by now. Undefined for a mapping that is saved for the first time, or whose segment is gone.
 *
 * @param saved what the mapping remembers
 * @throws InvalidAuthenticationError or APIError for any other response of Appcues
 */
async function savedKey(api: AppcuesApi, saved: string | undefined): Promise<string | undefined> {
  const remembered = tryBuild(() => parseReference(saved ?? ''))
  if ('errormessage' in remembered) return undefined
  const { segment, property } = remembered
  const response = await api.getSegment(segment)
  if (response.status === 404) return undefined
  if (!isSuccess(response)) throw appcuesError(response)
  const kept = parseDescription(toSegment(response.data).description)
  return kept?.property === property ? kept.key : undefined
}

/** A hook returns its errors; a fault of ours passes through. */
function toHookError(error: unknown): Saved {
  if (error instanceof IntegrationError || error instanceof InvalidAuthenticationError) {
    return { error: { message: error.message, code: error.code ?? String(error.status) } }
  }
  throw error
}
