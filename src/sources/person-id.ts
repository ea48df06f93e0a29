import { isNobody } from '../destinations/heap-appcues/person'
import { plainId } from './plain-id'

/** The id of a person as trimmed text; undefined when there is none, or it stands for nobody. */
export function personId(value: unknown): string | undefined {
  const id = plainId(value)
  return id === undefined || isNobody(id) ? undefined : id
}
