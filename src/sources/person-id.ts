import { plainId } from './plain-id'

/** Ids that stand for nobody; Heap would merge everyone who carries one into one person, for good (Heap's documentation). */
const NOBODY = new Set([
  'undefined',
  'null',
  'nan',
  'none',
  'user',
  'anonymous',
  '[object object]',
  '00000000-0000-0000-0000-000000000000'
])

/** The id of a person as trimmed text; undefined when there is none, or it stands for nobody. */
export function personId(value: unknown): string | undefined {
  const id = plainId(value)
  return id === undefined || NOBODY.has(id.toLowerCase()) ? undefined : id
}
