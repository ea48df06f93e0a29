/**
 * Behind the public door, for the host alone: a row of an export is an Appcues webhook that comes late and unsigned, so it
 * enters the source's core after the signature. Everything else goes through the door.
 */
export { fromExportRow } from '../../src/sources/appcues-webhook/from-export-row'
export { readDelivery } from '../../src/sources/appcues-webhook/read-delivery'
export { toCalls } from '../../src/sources/appcues-webhook/to-calls'
export { asRecord } from '../../src/sources/shared/as-record'
export { SourceError } from '../../src/sources/shared/errors'
