import omit from 'lodash/omit'
import remove from 'lodash/remove'
import zipObject from 'lodash/zipObject'
import nock from 'nock'
import { readCsv } from './read-csv'

export interface SeenRequest {
  method: string
  path: string
  body: unknown
}

interface MemorySegment {
  id: string
  name: string
  description: string
  created_at: string
  members: Set<string>
}

type Reply = [status: number, body: unknown]
type Route = [method: string, path: RegExp, reply: (part: string, body: never) => Reply]

const ACCOUNT = '/v2/accounts/12345'
const CREATED_AT = '2026-03-01T00:00:00Z'
const NOT_FOUND: Reply = [404, { error: true, status: 404, title: 'Not Found', detail: 'No such segment.' }]

/** An Appcues account in memory, at the network's edge: what is asked of it is kept, imports are applied at once. */
export class MemoryAppcues {
  readonly profiles = new Map<string, Map<string, unknown>>()
  readonly segments: MemorySegment[] = []
  readonly requests: SeenRequest[] = []
  /** A segment that is created is missing from so many readings of the list. */
  listLag = 0
  /** What a creation answers beside the id. */
  created: object = { created_at: CREATED_AT }
  private nextId = 100
  private readonly unlisted = new Map<string, number>()
  readonly authorizations = new Set<string>()
  /** Answers instead of the account, where it answers. A text is the code of a broken connection. */
  misbehave?: (request: SeenRequest) => Reply | string | undefined

  /** What passes before a response. */
  delay?: (request: SeenRequest) => Promise<void>

  /** Adds a segment that was there before. */
  addSegment(name: string, description = '', created_at = '2026-01-01T00:00:00Z'): string {
    const id = String(this.nextId++)
    this.segments.push({ id, name, description, created_at, members: new Set() })
    return id
  }

  membersOf(name: string): string[] {
    return this.segments.filter((segment) => segment.name === name).flatMap(({ members }) => [...members].sort())
  }

  /** Everyone who has the property, with its value. */
  withProperty(property: string): Record<string, unknown> {
    const people = [...this.profiles].filter(([, profile]) => profile.has(property))
    return Object.fromEntries(people.map(([id, profile]) => [id, profile.get(property)]))
  }

  bodies(method: string, path: string): unknown[] {
    return this.requests.filter((seen) => seen.method === method && seen.path === path).map(({ body }) => body)
  }

  respond(seen: SeenRequest): Reply | string {
    this.requests.push(seen)
    const trouble = this.misbehave?.(seen)
    if (trouble !== undefined) return trouble
    for (const [method, pattern, reply] of this.routes) {
      const match = method === seen.method ? pattern.exec(seen.path) : null
      if (match) return reply(decodeURIComponent(match[1] ?? ''), seen.body as never)
    }
    return NOT_FOUND
  }

  private readonly routes: Route[] = [
    ['GET', /^\/segments$/, () => [200, this.list()]],
    ['POST', /^\/segments$/, (_, body: { name: string; description: string }) => this.create(body)],
    ['GET', /^\/segments\/([^/]+)$/, (id) => this.change(id, () => undefined)],
    [
      'PATCH',
      /^\/segments\/([^/]+)$/,
      (id, body: object) => this.change(id, (segment) => Object.assign(segment, body))
    ],
    ['DELETE', /^\/segments\/([^/]+)$/, (id) => [remove(this.segments, (one) => one.id === id).length ? 200 : 404, {}]],
    [
      'POST',
      /^\/segments\/([^/]+)\/add_user_ids$/,
      (id, body: { user_ids: string[] }) => this.members(id, body, 'add')
    ],
    [
      'POST',
      /^\/segments\/([^/]+)\/remove_user_ids$/,
      (id, body: { user_ids: string[] }) => this.members(id, body, 'delete')
    ],
    ['POST', /^\/import\/profiles$/, (_, csv: string) => this.import(csv)],
    ['PATCH', /^\/users\/([^/]+)\/profile$/, (id, body: object) => this.patch(id, body)]
  ]

  private create({ name, description }: { name: string; description: string }): Reply {
    const id = this.addSegment(name, description, CREATED_AT)
    this.unlisted.set(id, this.listLag)
    return [200, { id, name, description, ...this.created }]
  }

  private list(): object[] {
    const listed = this.segments.filter(({ id }) => (this.unlisted.get(id) ?? 0) === 0)
    for (const [id, reads] of this.unlisted) this.unlisted.set(id, Math.max(0, reads - 1))
    return listed.map((segment) => omit(segment, 'members'))
  }

  private change(id: string, change: (segment: MemorySegment) => void): Reply {
    const segment = this.segments.find((one) => one.id === id)
    if (!segment) return NOT_FOUND
    change(segment)
    return [200, omit(segment, 'members')]
  }

  private members(id: string, { user_ids }: { user_ids: string[] }, how: 'add' | 'delete'): Reply {
    const [status, body] = this.change(id, ({ members }) => user_ids.forEach((user) => members[how](user)))
    return status === 200 ? [202, { status: 202, title: 'Accepted', job_id: `job-${how}` }] : [status, body]
  }

  private import(csv: string): Reply {
    const [[, ...names], ...rows] = readCsv(csv)
    for (const [id, ...cells] of rows) this.patch(id, zipObject(names, cells.map(valueOf)))
    const url = `https://api.appcues.com${ACCOUNT}/jobs/job-import`
    return [202, { status: 202, title: 'Accepted', job_id: 'job-import', job_url: url }]
  }

  private patch(id: string, body: object): Reply {
    const profile = this.profiles.get(id) ?? new Map<string, unknown>()
    for (const [key, value] of Object.entries(body)) profile.set(key, value)
    this.profiles.set(id, profile)
    return [200, { status: 200, title: 'OK' }]
  }
}

/** What an import makes of a cell: a word for a boolean is one. */
const valueOf = (cell: string): unknown => (cell === 'true' || cell === 'false' ? cell === 'true' : cell)

const typeOf = (body: unknown): string => (typeof body === 'string' ? 'text/html' : 'application/json')

/** Puts the account where the US host is, in place of any before it. */
export function listen(appcues: MemoryAppcues): MemoryAppcues {
  nock.cleanAll()
  for (const method of ['GET', 'POST', 'PATCH', 'DELETE']) {
    nock('https://api.appcues.com')
      .persist()
      .intercept((path) => path.startsWith(`${ACCOUNT}/`), method)
      .reply(function (uri, body, done) {
        appcues.authorizations.add(String(this.req.headers.authorization))
        const seen = { method, path: uri.slice(ACCOUNT.length), body: body === '' ? undefined : body }
        const reply = (): void => {
          const response = appcues.respond(seen)
          if (typeof response === 'string') done(Object.assign(new TypeError('broken'), { code: response }), [0])
          else done(null, [response[0], response[1] as nock.Body, { 'content-type': typeOf(response[1]) }])
        }
        void (appcues.delay?.(seen) ?? Promise.resolve()).then(reply)
      })
  }
  return appcues
}

/** Switches the network off for a test file, and every account away after each test. */
export function withoutNetwork(): void {
  beforeAll(() => nock.disableNetConnect())
  afterEach(() => nock.cleanAll())
  afterAll(() => nock.enableNetConnect())
}
