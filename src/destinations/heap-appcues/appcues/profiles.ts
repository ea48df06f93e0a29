import groupBy from 'lodash/groupBy'
import { isCredentialError, isRetryable } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { isProfileKey } from '../shared/identity'
import { ID_COLUMN } from './api'
import type { AppcuesApi, ProfileUpdate, ProfileValue } from './api'
import { circuitBreaker, CONCURRENT_REQUESTS, mapWithConcurrency, notSent } from './concurrency'

/** No limit on names is known; this one ends the nesting of any input. */
const MAX_NAME_LENGTH = 1024
const LIST_SEPARATOR = ', '

type Omit = (name: string, reason: string) => void

const isPlain = (value: unknown): value is ProfileValue =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Values as Appcues takes them: text, numbers and booleans, one level deep. Nested values get dotted names, lists of plain
 * values are joined, dates become ISO 8601 text. Never sent: null and blank values (Appcues: missing is omitted, never ""),
 * names that begin with "_" (Appcues' own), and what nests deeper than any name could say.
 *
 * @param omit called with each name that is not sent
 */
export function flatValues(
  values: Record<string, unknown>,
  omit: Omit = () => undefined
): Record<string, ProfileValue> {
  const flat = new Map<string, ProfileValue>()
  const add = (name: string, given: unknown): void => {
    if (name.startsWith('_')) return omit(name, 'names that begin with "_" are Appcues’ own')
    if (name.length > MAX_NAME_LENGTH) return omit(name, 'its name is too long')
    const value = given instanceof Date ? isoText(given) : given
    if (isPlain(value)) {
      if (String(value).trim() !== '') flat.set(name, value)
    } else if (Array.isArray(value) && value.every((member) => isPlain(member) || member === null)) {
      add(name, value.filter(isPlain).join(LIST_SEPARATOR))
    } else {
      Object.entries(value ?? {}).forEach(([child, nested]) => add(`${name}.${child}`, nested))
    }
  }
  Object.entries(values).forEach(([name, value]) => add(name, value))
  return Object.fromEntries(flat)
}

const isoText = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString())

/** Text without control characters and surplus blanks, in Unicode's composed form (NFC). Empty when there is no text, or none that anyone could see. */
export function cleanName(name: unknown): string {
  if (typeof name !== 'string') return ''
  const readable = name.replace(/\s/g, ' ').replace(/[\p{Cc}\p{Cs}]/gu, '')
  const isInvisible = readable.replace(/[\p{C}\p{Z}]/gu, '') === ''
  return isInvisible ? '' : readable.replace(/ +/g, ' ').trim().normalize()
}

/** Appcues' own properties begin with "_" (Appcues' documentation); a column of the id's name would take the id's place in an import. */
export const isReservedName = (name: string): boolean => name.startsWith('_') || name.toLowerCase() === ID_COLUMN

/** What a mapping sets of one person, as Appcues takes it, and what is not sent, each with its reason. */
export function profileProperties(values: Record<string, unknown>): Pick<ProfileUpdate, 'properties'> & {
  omitted: string[]
} {
  const omitted: string[] = []
  const omit: Omit = (name, reason) => void omitted.push(`${name.slice(0, 80)}: ${reason}.`)
  const properties = new Map<string, ProfileValue>()
  for (const [given, value] of Object.entries(flatValues(values, omit))) {
    const name = cleanName(given)
    if (name === '') omit(given, 'its name has no character that anyone could see')
    else if (isReservedName(name)) omit(name, 'Appcues reserves this name')
    else if (isProfileKey(name)) omit(name, 'it is part of a person’s profile')
    else properties.set(name, value)
  }
  return { properties: Object.fromEntries(properties), omitted }
}

/** Most imports for one batch; people beyond them are written one by one. */
const MAX_IMPORTS = 16

/**
 * Writes properties of people, each person once, and gives one response for each, in their order. An import has one header,
 * and what an empty cell does to the value that stands there is unverified, so people with the same set of properties share an
 * import and no cell is empty. Where a batch has more sets than imports, the people of the smallest sets get a request each.
 */
export async function writeProfiles(
  api: AppcuesApi,
  updates: readonly ProfileUpdate[],
  oneByOne: boolean
): Promise<VendorResponse[]> {
  const sets = oneByOne ? [] : sameProperties(updates).slice(0, MAX_IMPORTS)
  const responses = new Map<ProfileUpdate, VendorResponse>()
  let trouble: VendorResponse | undefined
  for (const set of sets) {
    const imported = trouble ? undefined : await api.importProfiles(set)
    set.forEach((update, index) => responses.set(update, imported?.[index] ?? notSent(trouble as VendorResponse)))
    trouble ??= imported?.find(({ status }) => isRetryable(status) || isCredentialError(status))
  }
  const alone = updates.filter((update) => !responses.has(update))
  const setProfile = circuitBreaker(api.setProfile)
  const set = await mapWithConcurrency(alone, CONCURRENT_REQUESTS, async (update) =>
    trouble ? notSent(trouble) : setProfile(update)
  )
  alone.forEach((update, index) => responses.set(update, set[index]))
  return updates.map((update) => responses.get(update) as VendorResponse)
}

/** People by the set of their properties, the largest group first. */
const sameProperties = (updates: readonly ProfileUpdate[]): ProfileUpdate[][] =>
  Object.values(groupBy(updates, ({ properties }) => JSON.stringify(Object.keys(properties).sort()))).sort(
    (a, b) => b.length - a.length
  )
