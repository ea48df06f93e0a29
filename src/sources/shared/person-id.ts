import { isPlaceholderId } from '../../destinations/heap-appcues/shared/identity'
import { toId } from './plain-id'

/** The id of a person as trimmed text; undefined when there is none, or it stands for nobody. */
export function personId(value: unknown): string | undefined {
  const id = toId(value)
  return id === undefined || isPlaceholderId(id) ? undefined : id
}
