import type { RequestClient } from '@segment/actions-core'
import { APIError } from '@segment/actions-core'
import { bisect } from '../shared/batch'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import type { Settings } from '../generated-types'
import { appcuesClient } from './client'
import type { AppcuesRequest } from './client'
import { pathPart } from './ids'
import { appcuesError } from './response'

/** One of the list of segments. A segment made through the API has no rules: it is a list of members. */
export interface Segment {
  id: string
  name: string
  description: string
  /** As Appcues wrote it; undefined when it did not. */
  createdAt?: unknown
}

export type ProfileValue = string | number | boolean

/** One person and the properties to set. */
export interface ProfileUpdate {
  userId: string
  properties: Record<string, ProfileValue>
}

/** The body of `POST /users/{user}/events`. `name` ≤ 127 characters, `timestamp` RFC 3339, `attributes` flat: nested ones are ignored without a word. */
export interface AppcuesEvent {
  name: string
  timestamp?: string
  attributes: Record<string, ProfileValue>
  group_id?: string
  context?: Record<string, string>
}

/** Retryable: the status of a gateway that got nonsense. */
const UNREADABLE = 502

/**
 * The calls of one Appcues account. Each gives Appcues' response, or one for each item, and throws for an id that cannot
 * stand in a path (PayloadValidationError).
 *
 * @throws InvalidAuthenticationError when account, key or secret is missing, or the account is no number
 */
export const appcuesApi = (request: RequestClient, settings: Settings): AppcuesApi =>
  appcuesMethods(appcuesClient(request, settings))

export type AppcuesApi = ReturnType<typeof appcuesMethods>

/** The same over requests that are made in another way. */
export function appcuesMethods(send: AppcuesRequest) {
  const post = (path: string, json: unknown): Promise<VendorResponse> => send('POST', path, { json })
  return {
    /** `GET /tags`: how Appcues' own command line checks credentials. */
    readTags: () => send('GET', '/tags'),

    /**
     * `GET /segments`: a bare array, not paged.
     *
     * @throws InvalidAuthenticationError or APIError with the status that tells whether to try again
     */
    readSegments: () => readSegments(send),
    /** `POST /segments`: name and description are all it takes. */
    createSegment: (name: string, description: string) => post('/segments', { name, description }),
    /** `GET /segments/{id}`. */
    getSegment: (id: string) => send('GET', segmentPath(id)),
    /** `PATCH /segments/{id}`, the description only. */
    describeSegment: (id: string, description: string) => send('PATCH', segmentPath(id), { json: { description } }),
    /** `DELETE /segments/{id}`. */
    deleteSegment: (id: string) => send('DELETE', segmentPath(id)),
    /** `POST /segments/{id}/add_user_ids`: a job. The most ids in one call are unknown: at most 1000 are given. */
    addUserIds: (id: string, userIds: readonly string[]) =>
      bisect('Appcues', userIds, (user_ids) => post(`${segmentPath(id)}/add_user_ids`, { user_ids })),
    /** `POST /segments/{id}/remove_user_ids`: as adding. */
    removeUserIds: (id: string, userIds: readonly string[]) =>
      bisect('Appcues', userIds, (user_ids) => post(`${segmentPath(id)}/remove_user_ids`, { user_ids })),

    /** `POST /import/profiles`: properties of many people, accepted (202) as a job with `job_id` and `job_url`. All have the same set of properties. */
    importProfiles: (updates: readonly ProfileUpdate[]) =>
      bisect('Appcues', updates, (part) => send('POST', '/import/profiles', { csv: importOf(part) })),
    /** `PATCH /users/{user}/profile`: flat JSON, typed. An unknown user is created. Unverified: applied at once (third parties say so). */
    setProfile: ({ userId, properties }: ProfileUpdate) => send('PATCH', profilePath(userId), { json: properties }),
    /** `DELETE /users/{user}/profile`: a job. */
    deleteProfile: (userId: string) => send('DELETE', profilePath(userId)),
    /** `POST /users/{user}/events`. An unknown user is created. */
    sendEvent: (userId: string, event: AppcuesEvent) => post(`/users/${pathPart('User ID', userId)}/events`, event)
  }
}

const segmentPath = (id: string): string => `/segments/${pathPart('Appcues segment', id)}`
const profilePath = (userId: string): string => `/users/${pathPart('User ID', userId)}/profile`

async function readSegments(send: AppcuesRequest): Promise<Segment[]> {
  const response = await send('GET', '/segments')
  if (!isSuccess(response)) throw appcuesError(response)
  if (!Array.isArray(response.data)) throw new APIError('Appcues responded without a list of segments.', UNREADABLE)
  return response.data.map(toSegment).filter((segment) => segment.id !== '')
}

/** A segment out of any value; without a usable id, the id is empty. */
export function toSegment(value: unknown): Segment {
  const { id, name, description, created_at } = (value ?? {}) as Record<string, unknown>
  return {
    id: typeof id === 'string' || typeof id === 'number' ? String(id) : '',
    name: typeof name === 'string' ? name : '',
    description: typeof description === 'string' ? description : '',
    createdAt: created_at
  }
}

/** The id column of an import. Unverified: its name is known from third-party code. The other headers are property names as they stand. */
export const ID_COLUMN = 'user_id'

function importOf(updates: readonly ProfileUpdate[]): string {
  const names = Object.keys(updates[0].properties)
  const rows = updates.map(({ userId, properties }) => [userId, ...names.map((name) => csvValue(properties[name]))])
  return toCsv([[ID_COLUMN, ...names], ...rows])
}

/**
 * A value as a cell of an import. Unverified: that Appcues reads `true` as a boolean, `5` as a number, and ISO 8601 as a date.
 * A text that looks like one of these cannot be told apart there; One request per user keeps types.
 */
const csvValue = (value: ProfileValue): string => String(value)

/** Cells that must stand in quotes (RFC 4180), and those whose blanks at the edges a reader might trim. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

const cell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/**
 * Rows as CSV (RFC 4180), each ended by CRLF. A cell arrives as it was: nothing is put before a leading `=`, because a
 * machine reads this and the cell is an id.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
