import type { AggregateAjvError } from '@segment/ajv-human-errors'

/** A function that Ajv wrote: it types and prunes the object in place, and leaves what is wrong behind. */
export interface Validator {
  (value: object): boolean
  errors?: ConstructorParameters<typeof AggregateAjvError>[0] | null
}
