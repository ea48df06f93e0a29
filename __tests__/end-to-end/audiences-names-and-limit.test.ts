import { Destination } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import { syncList } from '../../host/import/sync-list'
import { appcuesEnvironment, quietContext } from '../support/audience-context'
import { connect, deliver, engage, membersOf, membership, withProperty } from '../support/audience-platform'
import { appcuesSettings, withSandboxes } from '../support/sandboxes'
import { temporaryFolder } from '../support/temporary-folder'

const sandboxes = withSandboxes()
const folder = temporaryFolder()
const segments = () => sandboxes.appcues.state.segments()

describe('the name of an audience', () => {
  it('is that of the first sync: a rename in Heap changes nothing in Appcues', async () => {
    const first = await connect('aud_1', 'Power users')
    const again = await connect('aud_1', 'Heroes')
    await deliver([membership('aud_1', again, 'ada', true)])
    expect(again).toBe(first)
    expect(segments().map(({ name }) => name)).toStrictEqual(['[Heap] Power users'])
    await jobsDone()
    expect(withProperty(sandboxes.appcues, '[Heap] Power users')).toStrictEqual({ ada: true })
  })

  it('can be changed for people in Appcues, where the audience is found again by its marker', async () => {
    const reference = await connect('aud_1', 'Power users')
    const [segment] = segments()
    sandboxes.appcues.state.changeSegment(segment, { name: 'Our champions' })
    expect(await connect('aud_1', 'Power users')).toBe(reference)
    await deliver([membership('aud_1', reference, 'ada', true)])
    await jobsDone()
    expect(membersOf(sandboxes.appcues, 'Our champions')).toStrictEqual(['ada'])
  })

  it('belongs to one audience: a second of the same name is rejected and never writes the property', async () => {
    await connect('aud_1', 'Power users')
    await expect(connect('aud_2', 'Power users')).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message:
        'Property Name: "[Heap] Power users" is taken in Appcues by another audience (spa_1/aud_1). Set Property Name to a name of its own for this audience.'
    })
    const ordinary = { ...membership('aud_2', '', 'eve', true) }
    ordinary.context = {
      personas: { ...engage('aud_2'), computation_class: 'audience', audience_name: 'Power users' }
    }
    const [response] = await deliver([ordinary])
    expect(response.status).toBe(400)
    expect(withProperty(sandboxes.appcues, '[Heap] Power users')).toStrictEqual({})
    await connect('aud_2', 'Power users', { property_name: 'Power users of the other team' })
    expect(segments()).toHaveLength(2)
  })

  it('is rejected where someone made a segment of that name by hand', async () => {
    sandboxes.appcues.state.addSegment('[Heap] Power users', 'Mine.')
    await expect(connect('aud_1', 'Power users')).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message:
        'Property Name: "[Heap] Power users" is taken in Appcues by a segment that was made by hand. Set Property Name to a name of its own for this audience.'
    })
  })
})

describe('ten recurring syncs', () => {
  const TEN = Array.from({ length: 10 }, (_, index) => `Audience ${index + 1}`)
  const tooMany = `Recurring Sync Limit: 10 recurring syncs are connected and 10 are allowed: ${TEN.map((name) => `"[Heap] ${name}"`).join(', ')}. Delete the Appcues segment of one that is no longer needed, or raise the limit in the destination’s settings.`

  beforeEach(async () => {
    for (const [index, name] of TEN.entries()) await connect(`aud_${index + 1}`, name)
  })

  const sync = (flags: { segment: string; recurring?: boolean }) =>
    syncList(
      folder.write('members.csv', 'user_id\nada\n'),
      { ...flags, live: true },
      quietContext(folder.path('state'), appcuesEnvironment)
    )

  it('are the most: the eleventh is rejected with their names', async () => {
    await expect(connect('aud_11', 'Audience 11')).rejects.toMatchObject({
      code: 'PAYLOAD_VALIDATION_FAILED',
      status: 400,
      message: tooMany
    })
  })

  it('are the most from the command line too', async () => {
    await expect(sync({ segment: 'Audience 11', recurring: true })).rejects.toMatchObject({
      name: 'CommandError',
      message: tooMany
    })
    expect(segments()).toHaveLength(10)
  })

  it('leave every room for one-time syncs', async () => {
    const { isWhole } = await sync({ segment: 'Audience 11' })
    expect(isWhole).toBe(true)
    expect(membersOf(sandboxes.appcues, '[Heap] Audience 11')).toStrictEqual(['ada'])
    expect(segments()[10].description).toContain('[heap-appcues:one-time:')
  })

  it('are nine once a segment is deleted', async () => {
    sandboxes.appcues.state.deleteSegment(segments()[3].id)
    await sync({ segment: 'Audience 11', recurring: true })
    await expect(connect('aud_12', 'Audience 12')).rejects.toMatchObject({ status: 400 })
    expect(segments().map(({ name }) => name)).toContain('[Heap] Audience 11')
  })

  it('are found again without a place more', async () => {
    await connect('aud_7', 'Another name')
    expect(segments()).toHaveLength(10)
  })

  it('are as many as one likes where the limit is 0', async () => {
    const { externalId } = await new Destination(definition).createAudience({
      settings: { ...appcuesSettings, recurringSyncLimit: 0 },
      audienceName: 'Audience 11',
      audienceSettings: {},
      personas: engage('aud_11')
    })
    expect(JSON.parse(externalId)).toMatchObject({ property: '[Heap] Audience 11' })
  })
})

/** Until what Appcues accepted is applied. */
const jobsDone = async (): Promise<void> => sandboxes.appcues.jobs.settle()
