import { isAnonymousId, isPlaceholderId } from '../../../src/destinations/heap-appcues/shared/identity'

type Json = Record<string, unknown>

/** Fields that say which one it is: each copy gets its own. */
const IDS = ['id', 'messageId', 'event_id']

/** Fields that say who: the copies are those of a hundred people. */
const PEOPLE = ['user_id', 'userId', 'identity']
const CROWD = 100

/**
 * Copies of one body, as if the same thing had happened to different people. The first is the body itself.
 *
 * @param mark makes the ids new, so that Heap does not take the copies for repeats; empty keeps the id of the first
 */
export const copiesOf = (body: Json, times: number, mark: string): Json[] =>
  Array.from({ length: times }, (_, n) => copy(body, n, [mark, n || ''].filter((part) => part !== '').join('-')))

function copy(body: Json, n: number, suffix: string): Json {
  const changed = Object.entries(body).map(([key, value]): [string, unknown] => {
    if (typeof value !== 'string') return [key, value]
    if (IDS.includes(key)) return [key, suffix === '' ? value : `${value}-${suffix}`]
    return [key, PEOPLE.includes(key) && n % CROWD > 0 && !isShared(value) ? `${n % CROWD}-${value}` : value]
  })
  return Object.fromEntries(changed)
}

/** A placeholder with a number would be a user ID, and a visitor stays one. */
const isShared = (value: string): boolean => isPlaceholderId(value) || isAnonymousId(value)
