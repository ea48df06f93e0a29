/**
 * Behind the public door, for the host alone: a row of an export is an Appcues webhook that comes late and unsigned, so it
 * enters the source's core after the signature. Everything else goes through the door.
 */
export { fromExportRow } from '../../src/sources/appcues-webhook/from-export-row'
export { signatureForm } from '../../src/sources/appcues-webhook/verify'
export { SourceError } from '../../src/sources/shared/errors'
export { asRecord } from '../../src/sources/shared/json'
export type { SegmentCall } from '../../src/sources/shared/types'
export { withServerDefaults } from '../../src/sources/shared/settings'
