import type { Context, MiddlewareHandler } from 'hono'
import { parse } from 'csv-parse/sync'
import { FIREWALL_PAGE } from '../faults'
import { isObject, parseJson } from '../request'
import type { SandboxEnv } from '../request'
import { failure, titles } from './responses'
import type { SuccessStatus } from './responses'
import type { JobStatus } from './jobs'
import type { AppcuesSegment, AppcuesValue } from './state'

/**
 * What Appcues may do although it is not documented. Switch it on in the sandbox's options, or at any time on `sandbox.quirks`;
 * `reset()` goes back to the options. Broken connections and error statuses are `sandbox.faults`, slow jobs are `planJob`.
 */
export interface AppcuesQuirks {
  /** How many reads of the list miss a new segment. The segment itself can be read and filled at once. */
  segmentListLag: number
  /** `created_at` and `updated_at` in whole seconds: two segments made in the same second look equally old. */
  wholeSeconds: boolean
  /** Ids that Appcues cannot take: a call that writes one of them is rejected whole with a 400 that names none of them. */
  badIds: Set<string>
  /** Ids that a firewall takes for an attack: a call that holds one of them gets 403 with an HTML page. */
  blockedIds: Set<string>
  /** Statuses with which calls that write succeed, in turns; a 204 has no body. Empty: as documented. */
  successStatuses: readonly (SuccessStatus | 204)[]
  /** Profiles cannot be read: 503. Everything else works. */
  profilesUnreadable: boolean
  /** What a cell of an imported CSV becomes. */
  readCell: (cell: string) => AppcuesValue
  /** How each status of a job is written. */
  jobWords: Readonly<Record<JobStatus, string>>
}

/** A cell of true or false becomes a boolean, so that a rule "is true" finds it (unverified); every other cell is text. */
const booleanOrText = (cell: string): AppcuesValue => (cell === 'true' || cell === 'false' ? cell === 'true' : cell)

/** The quirks of a sandbox; without any, Appcues does what its documents describe. */
export const appcuesQuirks = (given: Partial<AppcuesQuirks> = {}): AppcuesQuirks => ({
  segmentListLag: 0,
  wholeSeconds: false,
  successStatuses: [],
  profilesUnreadable: false,
  readCell: booleanOrText,
  // Unverified: seen in third-party code.
  jobWords: { RUNNING: 'RUNNING', COMPLETED: 'COMPLETED', FAILED: 'FAILED' },
  ...given,
  badIds: new Set(given.badIds),
  blockedIds: new Set(given.blockedIds)
})

/** The quirks that decide about a request before any endpoint sees it. */
export const beforeRoutes =
  (quirks: AppcuesQuirks): MiddlewareHandler<SandboxEnv> =>
  async (c, next) => {
    if (quirks.badIds.size + quirks.blockedIds.size > 0) {
      const ids = userIdsOf(c)
      if (ids.some((id) => quirks.blockedIds.has(id))) return c.html(FIREWALL_PAGE, 403)
      if (c.req.method !== 'GET' && ids.some((id) => quirks.badIds.has(id))) {
        return failure(c, 400, 'One of the user ids is not valid.')
      }
    }
    if (quirks.profilesUnreadable && c.req.method === 'GET' && userInPath(c) !== undefined) {
      return failure(c, 503, 'Profiles cannot be read now.')
    }
    return next()
  }

/** Gives what an endpoint did the next of the statuses with which calls that write succeed. */
export function withSuccessStatus(quirks: AppcuesQuirks): MiddlewareHandler<SandboxEnv> {
  let turn = 0
  return async (c, next) => {
    await next()
    const { successStatuses } = quirks
    const isWritten = c.req.method !== 'GET' && (c.res.status === 200 || c.res.status === 202)
    if (!isWritten || successStatuses.length === 0) return
    const status = successStatuses[turn++ % successStatuses.length]
    const body = (await c.res.json()) as object
    const isEmpty = status === 204
    c.res = undefined
    c.res = isEmpty ? c.body(null, status) : c.json({ ...body, status, title: titles[status] }, status)
  }
}

/** The list of segments as a reader sees it: late, and in whole seconds, where the quirks ask for it. */
export class SegmentList {
  private readonly readsLeft = new WeakMap<AppcuesSegment, number>()

  constructor(private readonly quirks: AppcuesQuirks) {}

  created(segment: AppcuesSegment): void {
    this.readsLeft.set(segment, this.quirks.segmentListLag)
  }

  read(segments: readonly AppcuesSegment[]): AppcuesSegment[] {
    return segments.filter((segment) => this.isListed(segment)).map((segment) => this.show(segment))
  }

  show(segment: AppcuesSegment): AppcuesSegment {
    if (!this.quirks.wholeSeconds) return segment
    const [created_at, updated_at] = [segment.created_at, segment.updated_at].map((at) => at.replace(/\.\d+/, ''))
    return { ...segment, created_at, updated_at }
  }

  private isListed(segment: AppcuesSegment): boolean {
    const left = this.readsLeft.get(segment) ?? 0
    this.readsLeft.set(segment, Math.max(0, left - 1))
    return left === 0
  }
}

/** Everyone a request names: in its path, in a list of ids, in the id column of an import. */
function userIdsOf(c: Context<SandboxEnv>): string[] {
  const user = userInPath(c)
  if (user !== undefined) return [user]
  const body = c.get('body')
  if (c.req.path.endsWith('/import/profiles')) return importedIds(body.toString('utf8'))
  const json = parseJson(body)
  return isObject(json) && Array.isArray(json.user_ids) ? json.user_ids.map(String) : []
}

function userInPath(c: Context<SandboxEnv>): string | undefined {
  const part = /\/users\/([^/]+)\//.exec(c.req.path)?.[1]
  return part === undefined ? undefined : decodeURIComponent(part)
}

function importedIds(csv: string): string[] {
  const [header = [], ...rows] = parse(csv, { bom: true, relax_column_count: true })
  const column = header.indexOf('user_id')
  return rows.map((cells) => cells[column])
}
