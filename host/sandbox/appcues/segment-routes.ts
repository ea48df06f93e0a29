import type { Context, MiddlewareHandler } from 'hono'
import { Hono } from 'hono'
import { isObject, isText, parseJson } from '../request'
import type { SandboxEnv } from '../request'
import { failure, success } from './responses'
import type { StartJob } from './jobs'
import type { SegmentList } from './quirks'
import type { AppcuesState } from './state'

/** The most ids in one call is not documented: the sandbox rejects more than this, so that no client relies on it. */
const MOST_IDS = 1000

/** Segments and their members: below the path of the account. */
export function segmentRoutes(state: AppcuesState, startJob: StartJob, list: SegmentList): Hono<SandboxEnv> {
  return new Hono<SandboxEnv>()
    .get('/segments', (c) => c.json(list.read(state.segments())))
    .post('/segments', (c) => {
      const fields = fieldsOf(parseJson(c.get('body')))
      if (!fields?.name) return failure(c, 400, 'A segment is made of a name and a description.')
      const segment = state.addSegment(fields.name, fields.description ?? '')
      list.created(segment)
      return c.json(list.show(segment), 201)
    })
    .use('/segments/:segment/*', knownSegment(state))
    .get('/segments/:segment', (c) => {
      const segment = state.segment(c.req.param('segment'))
      return segment ? c.json(list.show(segment)) : unknown(c)
    })
    .patch('/segments/:segment', (c) => {
      const segment = state.segment(c.req.param('segment'))
      const fields = fieldsOf(parseJson(c.get('body')))
      if (!segment || !fields) return failure(c, 400, 'Only name and description of a segment can be changed.')
      state.changeSegment(segment, fields)
      return c.json(list.show(segment))
    })
    .delete('/segments/:segment', (c) => {
      state.deleteSegment(c.req.param('segment'))
      return success(c, 200)
    })
    .post('/segments/:segment/add_user_ids', (c) => changeMembers(c, state, startJob, 'add'))
    .post('/segments/:segment/remove_user_ids', (c) => changeMembers(c, state, startJob, 'delete'))
}

const knownSegment =
  (state: AppcuesState): MiddlewareHandler<SandboxEnv, '/segments/:segment/*'> =>
  async (c, next) =>
    state.segment(c.req.param('segment')) ? next() : unknown(c)

const unknown = (c: Context<SandboxEnv>): Response => failure(c, 404, 'There is no such segment.')

function changeMembers(
  c: Context<SandboxEnv, '/segments/:segment/add_user_ids'>,
  state: AppcuesState,
  startJob: StartJob,
  change: 'add' | 'delete'
): Response {
  const segment = c.req.param('segment')
  const body = parseJson(c.get('body'))
  const ids = isObject(body) ? body.user_ids : undefined
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > MOST_IDS || !ids.every(isText)) {
    return failure(c, 400, `user_ids is not a list of 1 to ${MOST_IDS} user ids.`)
  }
  return startJob(c, change === 'add' ? 'Add users to segment' : 'Remove users from segment', () => {
    if (!state.changeMembers(segment, ids, change)) throw new Error('The segment is gone.')
    return []
  })
}

/** Name and description, of which each may be missing; undefined when there is anything else, such as rules. */
function fieldsOf(body: unknown): { name?: string; description?: string } | undefined {
  if (!isObject(body)) return undefined
  const { name, description, ...others } = body
  if (Object.keys(others).length > 0 || (name !== undefined && !isText(name))) return undefined
  if (description !== undefined && typeof description !== 'string') return undefined
  return { ...(name !== undefined && { name }), ...(description !== undefined && { description }) }
}
