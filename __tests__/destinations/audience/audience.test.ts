import { createRequestClient } from '@segment/actions-core'
import { audienceConfig } from '../../../src/destinations/heap-appcues/audience/audience-config'
import { credentials } from '../syncAudience/support/deliver'
import { MemoryAppcues, listen, withoutNetwork } from '../syncAudience/support/memory-appcues'

withoutNetwork()

type Input = Parameters<typeof audienceConfig.createAudience>[1]

const create = (input: Partial<Input>) =>
  audienceConfig.createAudience(createRequestClient(), {
    settings: credentials,
    audienceName: 'Power users',
    ...input
  })

describe('a host that says little of an audience', () => {
  it('is told that there is no computation id', async () => {
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
