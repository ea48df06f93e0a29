import { isRecord } from './is-record'

/** The value when it is an object, else an empty one: for reading what may be missing. */
export const asRecord = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {})
