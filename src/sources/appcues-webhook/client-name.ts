import { CLIENT_SUFFIX, findEvent, ID_PREFIX } from '../../destinations/heap-appcues/catalog'

/** What the ids of the newer builder begin with. */
export const NEWER_BUILDER = 'v2:'

/**
 * The client-side name of one of Appcues' events: the catalog's, or one derived from the id, so that what Appcues adds later
 * arrives too (`appcues:some_new_thing` becomes "Some New Thing (Appcues)"). Undefined for names that are not Appcues' own: an
 * export also holds the customer's events.
 */
export function clientName(name: string): string | undefined {
  const row = findEvent(name)
  if (row) return row.clientName
  if (name.endsWith(CLIENT_SUFFIX)) return name
  if (name.startsWith(ID_PREFIX)) return derivedName(name.slice(ID_PREFIX.length))
  return name.startsWith(NEWER_BUILDER) ? derivedName(name) : undefined
}

/** Steps of both builders share their ids: those of the newer one are called Experience Step, as in the catalog. */
function derivedName(id: string): string | undefined {
  const isNewer = id.startsWith(NEWER_BUILDER)
  const bare = isNewer ? id.slice(NEWER_BUILDER.length) : id
  const words = bare.split(/[_:\s]/).filter((word) => word !== '')
  if (words.length === 0) return undefined
  const named = isNewer && words[0] !== 'experience' ? ['experience', ...words] : words
  return named.map(title).join(' ') + CLIENT_SUFFIX
}

const title = (word: string): string => (word === 'nps' ? 'NPS' : word.charAt(0).toUpperCase() + word.slice(1))
