import { describeAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { deliver, heapMember } from './support/deliver'
import { listen, MemoryAppcues, withoutNetwork } from './support/memory-appcues'

withoutNetwork()

const PROPERTY = '[Heap] Power users'
const features = { connect_on_delivery: true }
const names = (count: number) => Array.from({ length: count }, (_, index) => `[Heap] ${index}`)

const connected = (count: number, sync: 'recurring' | 'one-time' = 'recurring'): MemoryAppcues => {
  const appcues = listen(new MemoryAppcues())
  for (const property of names(count)) {
    appcues.addSegment(property, describeAudience({ key: `spa_1/${property}`, sync, fill: true, property }))
  }
  return appcues
}

describe('where an audience is connected by its first delivery', () => {
  it('the eleventh is rejected with the names of the ten, and nothing is written', async () => {
    const appcues = connected(10)
    const responses = await deliver([heapMember('a', true), heapMember('b', false)], { features })
    expect(responses).toStrictEqual(
      Array(2).fill({
        status: 400,
        errortype: 'PAYLOAD_VALIDATION_FAILED',
        errormessage: `Recurring Sync Limit: 10 recurring syncs are connected and 10 are allowed: ${names(10)
          .map((name) => `"${name}"`)
          .join(
            ', '
          )}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`,
        errorreporter: 'INTEGRATIONS'
      })
    )
    expect(appcues.requests.map(({ method, path }) => `${method} ${path}`)).toStrictEqual(['GET /segments'])
  })

  it.each<[string, MemoryAppcues['segments']['length'], 'recurring' | 'one-time', object]>([
    ['the tenth', 9, 'recurring', {}],
    ['one beside ten one-time syncs', 10, 'one-time', {}],
    ['the eleventh where the limit is higher', 10, 'recurring', { recurringSyncLimit: 11 }],
    ['the eleventh where there is no limit', 10, 'recurring', { recurringSyncLimit: 0 }]
  ])('%s is connected', async (_what, count, sync, settings) => {
    const appcues = connected(count, sync)
    await deliver([heapMember('a', true)], { features, settings: { ...settings } })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
  })

  it('one that is connected already is delivered, however many there are', async () => {
    const appcues = connected(12)
    const description = describeAudience({ key: 'heap/7', sync: 'recurring', fill: true, property: PROPERTY })
    appcues.addSegment(PROPERTY, description)
    await deliver([heapMember('a', true)], { features })
    expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
  })

  it('of two first deliveries for the last place one gets it, and the empty segment of the other goes again', async () => {
    const appcues = connected(9)
    const other = heapMember('b', true, {
      context: {
        personas: {
          ...(heapMember('b', true).context?.personas as object),
          computation_id: 'heap/8',
          audience_name: 'Others'
        }
      }
    })
    const responses = await Promise.all([heapMember('a', true), other].map((event) => deliver([event], { features })))
    expect(
      responses
        .flat()
        .map(({ status }) => status)
        .sort()
    ).toStrictEqual([202, 400])
    expect(appcues.segments).toHaveLength(10)
  })
})

describe('where an audience is connected before', () => {
  it.each<[Record<string, boolean> | undefined]>([[undefined], [{}], [{ connect_on_delivery: false }]])(
    'no delivery counts the syncs: %j',
    async (given) => {
      const appcues = connected(12)
      await deliver([heapMember('a', true)], { features: given })
      expect(appcues.withProperty(PROPERTY)).toStrictEqual({ a: true })
    }
  )
})
