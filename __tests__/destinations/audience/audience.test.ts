import { createRequestClient } from '@segment/actions-core'
import { audienceConfig } from '../../../src/destinations/heap-appcues/audience/audience-config'
import { credentials } from '../syncAudience/support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from '../syncAudience/support/memory-appcues'
import { syncsSegment, describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { appcuesApi } from '../../../src/destinations/heap-appcues/appcues/api'
import type { KeptAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { SegmentRegistry } from '../../../src/destinations/heap-appcues/audience/registry'

describe('audience', () => {
  withoutNetwork()

  type Input = Parameters<typeof audienceConfig.createAudience>[1]

  const create = (input: Partial<Input>) =>
    audienceConfig.createAudience(createRequestClient(), {
      settings: credentials,
      audienceName: 'Power users',
      ...input
    })

  describe('a host that says little of an audience', () => {
    it('learns that there is no computation id', async () => {
      const appcues = listen(new MemoryAppcues())
      await expect(create({})).rejects.toMatchObject({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message:
          'Audience: the event has no computation ID, so it cannot be matched to an audience. Send members of an Engage audience, connect Heap’s segment sync, or, in Reverse ETL, save the mapping with a Segment Name.'
      })
      expect(appcues.requests).toStrictEqual([])
    })

    it('has it connected without settings of its own and without a space', async () => {
      listen(new MemoryAppcues())
      expect(
        await create({ personas: { computation_id: 'aud_1', computation_key: 'power_users' } as never })
      ).toStrictEqual({
        externalId: '{"v":1,"property":"[Heap] Power users","segment":"100","fill":true}'
      })
    })
  })
})

describe('reference', () => {
  describe('Keep Segment', () => {
    it.each([undefined, null, ''])('leaves filling as it was, being %j', (keepSegment) => {
      expect([
        syncsSegment(keepSegment),
        syncsSegment(keepSegment, true),
        syncsSegment(keepSegment, false)
      ]).toStrictEqual([true, true, false])
    })

    it.each([
      [true, true],
      ['true', true],
      [false, false],
      ['false', false],
      ['on', false],
      [1, false]
    ])('being %j, says %j whatever was before', (keepSegment, fill) => {
      expect([syncsSegment(keepSegment, true), syncsSegment(keepSegment, false)]).toStrictEqual([fill, fill])
    })
  })
})

describe('registry', () => {
  withoutNetwork()

  type Sync = KeptAudience['sync']
  const PROPERTY = '[Heap] Power users'
  const kept = (sync: Sync, fill = true, key = 'list/Power users', property = PROPERTY): string =>
    describeAudience({ key, sync, fill, property })
  const connect = (sync: Sync, { fill = true, limit = 10, name = PROPERTY } = {}) =>
    new SegmentRegistry(appcuesApi(createRequestClient(), credentials)).connect(
      { key: name.replace('[Heap] ', 'list/'), sync, fill, propertyName: () => name },
      limit
    )

  describe('an audience that is connected again', () => {
    it.each<[Sync, Sync, boolean, string[]]>([
      ['recurring', 'recurring', true, []],
      ['recurring', 'one-time', true, []],
      ['recurring', 'one-time', false, [kept('recurring', false)]],
      ['one-time', 'one-time', true, []],
      ['one-time', 'one-time', false, [kept('one-time', false)]],
      ['one-time', 'recurring', true, [kept('recurring')]]
    ])('as a %s sync that is now %s and filled: %j, is described as %j', async (before, now, fill, descriptions) => {
      const appcues = listen(new MemoryAppcues())
      appcues.addSegment(PROPERTY, kept(before))
      expect(await connect(now, { fill })).toStrictEqual({ segment: '100', property: PROPERTY, duplicates: [] })
      expect(appcues.bodies('PATCH', '/segments/100')).toStrictEqual(
        descriptions.map((description) => ({ description }))
      )
      expect(appcues.bodies('POST', '/segments')).toStrictEqual([])
    })
  })

  describe('a sync beyond the limit', () => {
    const atTheLimit = (): MemoryAppcues => {
      const appcues = listen(new MemoryAppcues())
      appcues.addSegment('[Heap] Other', kept('recurring', true, 'heap/1', '[Heap] Other'))
      return appcues
    }

    it('is connected when it is a one-time sync', async () => {
      const appcues = atTheLimit()
      expect(await connect('one-time', { limit: 1 })).toStrictEqual({
        segment: '101',
        property: PROPERTY,
        duplicates: []
      })
      expect(appcues.bodies('POST', '/segments')).toStrictEqual([{ name: PROPERTY, description: kept('one-time') }])
    })

    it('is rejected when it is a recurring one, or becomes one', async () => {
      const appcues = atTheLimit()
      const rejection = {
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message:
          'Recurring Sync Limit: 1 recurring syncs are connected and 1 are allowed: "[Heap] Other". Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.'
      }
      await expect(connect('recurring', { limit: 1 })).rejects.toMatchObject(rejection)
      appcues.addSegment(PROPERTY, kept('one-time'))
      await expect(connect('recurring', { limit: 1 })).rejects.toMatchObject(rejection)
      expect(appcues.segments.map(({ description }) => description)).toStrictEqual([
        kept('recurring', true, 'heap/1', '[Heap] Other'),
        kept('one-time')
      ])
    })
  })

  describe('the last place within the limit', () => {
    const OTHER = '[Heap] Other'
    const both = (limit: number) =>
      Promise.allSettled([connect('recurring', { limit }), connect('recurring', { limit, name: OTHER })])
    const TAKEN = expect.stringMatching(
      /^Recurring Sync Limit: 1 recurring syncs are connected and 1 are allowed: "/
    ) as string

    it('is taken by one of two that are connected at the same time, and the segment of the other goes again', async () => {
      const appcues = listen(new MemoryAppcues())
      const outcomes = await both(1)
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(outcomes).toContainEqual({
        status: 'rejected',
        reason: expect.objectContaining({ message: TAKEN }) as Error
      })
      expect(appcues.segments).toHaveLength(1)
    })

    it.each([2, 0])('is not the only one with a limit of %d, and both are connected', async (limit) => {
      const appcues = listen(new MemoryAppcues())
      expect((await both(limit)).map(({ status }) => status)).toStrictEqual(['fulfilled', 'fulfilled'])
      expect(appcues.segments.map(({ name }) => name).sort()).toStrictEqual([OTHER, PROPERTY])
    })

    it('is not taken by a one-time sync that is connected at the same time', async () => {
      listen(new MemoryAppcues())
      const outcomes = await Promise.allSettled([
        connect('one-time', { limit: 1 }),
        connect('recurring', { limit: 1, name: OTHER })
      ])
      expect(outcomes.map(({ status }) => status)).toStrictEqual(['fulfilled', 'fulfilled'])
    })
  })

  describe('two segments of one audience', () => {
    const TIME = '2026-03-01T00:00:00Z'
    it.each([
      ['the older one', [TIME, '2026-02-01T00:00:00Z'], '101'],
      ['the first by its id, being of one time', [TIME, TIME], '100'],
      ['the one that has a time', ['', TIME], '101']
    ])('count as one, by %s', async (_what, [first, second], segment) => {
      const appcues = listen(new MemoryAppcues())
      appcues.addSegment(PROPERTY, kept('recurring'), first)
      appcues.addSegment(PROPERTY, kept('recurring'), second)
      expect(await connect('recurring')).toStrictEqual({
        segment,
        property: PROPERTY,
        duplicates: [segment === '100' ? '101' : '100']
      })
    })
  })

  describe('a segment that others are faster with', () => {
    it('is deleted again, and the older one of the same audience counts whatever the limit', async () => {
      const appcues = listen(new MemoryAppcues())
      appcues.misbehave = ({ method, path }) => {
        if (method !== 'POST' || path !== '/segments' || appcues.segments.length > 0) return undefined
        appcues.addSegment('[Heap] Other', kept('recurring', true, 'heap/1', '[Heap] Other'))
        appcues.addSegment(PROPERTY, kept('recurring'))
        return undefined
      }
      expect(await connect('recurring', { limit: 1 })).toStrictEqual({
        segment: '101',
        property: PROPERTY,
        duplicates: []
      })
      expect(appcues.segments.map(({ id }) => id)).toStrictEqual(['100', '101'])
    })

    it('is asked for again where the list has lost what it is for', async () => {
      const appcues = listen(new MemoryAppcues())
      appcues.misbehave = ({ method }) => {
        if (method === 'GET') appcues.segments.forEach((segment) => (segment.description = ''))
        return undefined
      }
      await expect(connect('recurring')).rejects.toMatchObject({
        status: 503,
        message: 'Appcues created the segment without saying its ID, and does not list it yet. Retry it.'
      })
    })
  })
})
