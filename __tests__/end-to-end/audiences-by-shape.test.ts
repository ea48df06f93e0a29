import { createHmac } from 'node:crypto'
import { Destination } from '@segment/actions-core'
import type { JSONObject, SegmentEvent } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { sources } from '../../src/sources'
import { connect, deliver, engage, membersOf, membership, TIME, withProperty } from '../support/audience-platform'
import { appcuesSettings, withSandboxes } from '../support/sandboxes'

const sandboxes = withSandboxes({ appcues: { planJob: () => ({}) } })
const PROPERTY = '[Heap] Power users'

/** What stands in Appcues once its jobs are done. */
function kept(property = PROPERTY): { property: Record<string, unknown>; segment: string[] } {
  sandboxes.appcues.jobs.settle()
  return {
    property: withProperty(sandboxes.appcues, property),
    segment: membersOf(sandboxes.appcues, property)
  }
}

const ADA_IN_BOB_OUT = { property: { ada: true, bob: false }, segment: ['ada'] }

describe('Engage audiences', () => {
  it('reach property and segment as track calls', async () => {
    const reference = await connect('aud_1', 'Power users')
    const responses = await deliver([
      membership('aud_1', reference, 'ada', true),
      membership('aud_1', reference, 'bob', false)
    ])
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 202])
    expect(kept()).toStrictEqual(ADA_IN_BOB_OUT)
  })

  it('reach property and segment as identify calls, through the preset for changed memberships', async () => {
    const reference = await connect('aud_1', 'Power users')
    const identify = (userId: string, joins: boolean): SegmentEvent => ({
      ...membership('aud_1', reference, userId, joins),
      type: 'identify',
      event: undefined,
      properties: undefined,
      traits: { key_aud_1: joins }
    })
    await deliver([identify('ada', true), identify('bob', false)], { preset: 'Audience membership changed' })
    expect(kept()).toStrictEqual(ADA_IN_BOB_OUT)
  })

  it('stay property only where the segment is not to be filled', async () => {
    const reference = await connect('aud_1', 'Power users', { keep_segment: false })
    await deliver([membership('aud_1', reference, 'ada', true)])
    expect(kept()).toStrictEqual({ property: { ada: true }, segment: [] })
    expect(sandboxes.appcues.state.segments()[0].description).toMatch(/^Not filled: use the user property/)
  })
})

describe('journeys', () => {
  it('make an audience of each step, named by its key', async () => {
    const key = 'j_o_onboarding__step_2_abcde'
    const personas = {
      computation_class: 'journey_step',
      computation_id: 'jou_1',
      computation_key: key,
      namespace: 'spa_1'
    }
    const step = (userId: string): SegmentEvent => ({
      type: 'track',
      event: 'Audience Entered',
      messageId: `journey-${userId}`,
      userId,
      timestamp: TIME,
      properties: { [key]: true },
      context: { personas }
    })
    await deliver([step('ada'), step('bob')], { preset: 'Journey step entered' })
    expect(kept(`[Heap] ${key}`)).toStrictEqual({ property: { ada: true, bob: true }, segment: ['ada', 'bob'] })
  })
})

describe('Reverse ETL', () => {
  const row = (event: string, properties: JSONObject): SegmentEvent => ({
    type: 'track',
    event,
    messageId: `row-${event}`,
    timestamp: TIME,
    properties
  })

  it('reaches property and segment with the reference that the mapping was saved with', async () => {
    const saved = await new Destination(definition).actions.syncAudience.executeHook('retlOnMappingSave', {
      settings: appcuesSettings,
      payload: {},
      hookInputs: { segment_name: 'Power users' }
    })
    const responses = await deliver(
      [
        row('new', { appcuesuserid: 'ada', __segment_id: 'ada' }),
        row('updated', { appcuesuserid: 'eve', __segment_id: 'eve' }),
        row('deleted', { __segment_id: 'bob' })
      ],
      {
        mapping: {
          user_id: { '@path': '$.properties.appcuesuserid' },
          __segment_internal_sync_mode: 'mirror',
          retlOnMappingSave: { inputs: { segment_name: 'Power users' }, outputs: saved.savedData as JSONObject }
        }
      }
    )
    expect(responses.map(({ status }) => status)).toStrictEqual([202, 202, 202])
    expect(kept()).toStrictEqual({ property: { ada: true, eve: true, bob: false }, segment: ['ada', 'eve'] })
  })
})

describe('Heap’s own segment sync', () => {
  const SECRET = 'heap-secret'
  const NOW = Date.parse(TIME)

  /** A page as Heap signs and posts it, through the source function's core. */
  function receive(name: string, lists: { add?: { id: string }[]; remove?: { id: string }[] }): SegmentEvent[] {
    const segment = { id: 1338065, name }
    const sync_info = { page_number: 1, total_pages: 1, sync_task_id: 'afe7' }
    const body = JSON.stringify({ action_type: 'segment.users.sync', data: { segment, sync_info, ...lists } })
    const hmac = createHmac('sha256', SECRET).update(`${NOW}${body}`).digest('base64')
    const headers = { 'heap-hash': `ts:${NOW},hmac:${hmac}` }
    return sources.heapSegmentSync.receive({ headers, body }, { webhookSecrets: [SECRET] }, NOW) as SegmentEvent[]
  }

  it('reaches property and segment on an ordinary connection, and keeps its name when it is renamed', async () => {
    await deliver(receive('Power users', { add: [{ id: 'ada' }, { id: 'bob' }] }))
    sandboxes.appcues.jobs.settle()
    await deliver(receive('Heroes', { remove: [{ id: 'bob' }] }))
    expect(kept()).toStrictEqual(ADA_IN_BOB_OUT)
    const [segment, ...others] = sandboxes.appcues.state.segments()
    expect(others).toStrictEqual([])
    expect(segment.description).toContain('[heap-appcues:recurring:filled:heap/1338065:')
  })

  it('keeps apart two segments that share a batch', async () => {
    const other = receive('Newcomers', { add: [{ id: 'eve' }] }).map((event) => ({
      ...event,
      properties: { heap_segment_8: true },
      context: {
        personas: {
          ...engage('x'),
          computation_class: 'audience',
          computation_id: 'heap/8',
          computation_key: 'heap_segment_8',
          audience_name: 'Newcomers'
        }
      }
    }))
    await deliver([...receive('Power users', { add: [{ id: 'ada' }] }), ...other])
    expect(kept()).toStrictEqual({ property: { ada: true }, segment: ['ada'] })
    expect(kept('[Heap] Newcomers')).toStrictEqual({ property: { eve: true }, segment: ['eve'] })
  })
})
