import { ErrorCodes, resolveAudienceMembership, transform } from '@segment/actions-core'
import type { AudienceMembership, JSONObject, SegmentEvent } from '@segment/actions-core'
import { AggregateAjvError } from '@segment/ajv-human-errors'
import type { EventResponse } from './response'
import { listFields, withoutEmptyValues } from './empty-values'
import type { Schema } from './empty-values'
import * as generated from './generated-validators'
import type { ActionName } from './subscriptions'
import type { Validator } from './validator'

const SYNC_MODE = '__segment_internal_sync_mode'
const SYNC_MODES = ['add', 'update', 'upsert', 'delete', 'mirror'] as const
export type SyncMode = (typeof SYNC_MODES)[number]

/** The key under which the platform keeps the sync mode of a Reverse ETL mapping. */
export const withSyncMode = (mapping: JSONObject, mode: SyncMode): JSONObject => ({ ...mapping, [SYNC_MODE]: mode })
export const isSyncMode = (value: unknown): value is SyncMode => SYNC_MODES.some((mode) => mode === value)

const validators: Record<ActionName, Validator> = generated.validators
const schemas: Record<ActionName, Schema> = generated.schemas

/** An event as an action takes it. */
export interface Prepared {
  payload: object
  membership: AudienceMembership
}

/** Maps and validates one event as the framework does in a batch; what does not fit gets a response at once. */
export function prepare(
  event: SegmentEvent,
  action: ActionName,
  mapping: JSONObject
): Prepared | { response: EventResponse } {
  try {
    const payload = Object(withoutEmptyValues(transform(mapping, event as never), schemas[action])) as object
    listFields(payload as Record<string, unknown>, schemas[action])
    const validate = validators[action]
    if (!validate(payload)) return rejected(new AggregateAjvError(validate.errors ?? []).message)
    const mode = mapping[SYNC_MODE]
    const membership = resolveAudienceMembership(event as never, isSyncMode(mode) ? mode : undefined)
    return { payload, membership }
  } catch {
    // The framework reads some paths without asking what stands there; Segment itself never sends such events.
    return rejected('The event cannot be read: a part of it has another shape than Segment gives it.')
  }
}

const rejected = (errormessage: string): { response: EventResponse } => ({
  response: {
    status: 400,
    errortype: ErrorCodes.PAYLOAD_VALIDATION_FAILED,
    errormessage,
    errorreporter: 'INTEGRATIONS'
  }
})
