import { reconcileList } from '../../host/audit/reconcile'
import { connect, deliver, membersOf, membership, withProperty } from '../support/audience-platform'
import { NOW, appcuesEnvironment, quietContext } from '../support/audience-context'
import { withSandboxes } from '../support/sandboxes'
import { temporaryFolder } from '../support/temporary-folder'

// Held until each test says in which order Appcues finishes; once a command waits for them, they end by themselves.
let isHeld = true
const sandboxes = withSandboxes({ appcues: { planJob: () => (isHeld ? {} : { delay: 1 }) } })
const folder = temporaryFolder()
const PROPERTY = '[Heap] Power users'

beforeEach(() => {
  isHeld = true
})

const EARLIER = '2026-03-10T08:00:00.000Z'
const LATER = '2026-03-10T09:00:00.000Z'

const kept = () => ({
  property: withProperty(sandboxes.appcues, PROPERTY),
  segment: membersOf(sandboxes.appcues, PROPERTY)
})

function reconcile(list: string, flags: { repair?: boolean; also?: string } = {}) {
  isHeld = false
  const context = quietContext(folder.path('state'), appcuesEnvironment)
  const path = folder.write('list.csv', list)
  return reconcileList(path, { segment: 'Power users', live: true, ...flags }, context).then((agrees) => ({
    agrees,
    text: context.printed.join('\n')
  }))
}

describe('imports that Appcues finishes out of order', () => {
  it('end with the one that finished last, until reconcile --repair corrects it', async () => {
    const reference = await connect('aud_1', 'Power users')
    await deliver([
      membership('aud_1', reference, 'ada', true, EARLIER),
      membership('aud_1', reference, 'bob', true, EARLIER)
    ])
    await deliver([membership('aud_1', reference, 'bob', false, LATER)])
    sandboxes.appcues.jobs.settle((pending) => [...pending].reverse())
    expect(kept()).toStrictEqual({ property: { ada: true, bob: true }, segment: ['ada', 'bob'] })

    const before = folder.write('before.csv', 'user_id\nada\nbob\n')
    const seen = await reconcile('user_id\nada\n', { also: before })
    expect(seen.agrees).toBe(false)
    expect(seen.text).toContain('1 agree, 1 differ.')
    const { agrees } = await reconcile('user_id\nada\n', { also: before, repair: true })
    expect(agrees).toBe(true)
    expect(kept()).toStrictEqual({ property: { ada: true, bob: false }, segment: ['ada'] })
  })

  it('in which only the segment went wrong are corrected too, though it cannot be read', async () => {
    const reference = await connect('aud_1', 'Power users')
    await deliver([membership('aud_1', reference, 'ada', false, EARLIER)])
    await deliver([membership('aud_1', reference, 'ada', true, LATER)])
    sandboxes.appcues.jobs.settle((pending) => [
      ...pending.filter(({ name }) => name === 'Import profiles'),
      ...pending.filter(({ name }) => name !== 'Import profiles').reverse()
    ])
    expect(kept()).toStrictEqual({ property: { ada: true }, segment: [] })
    expect((await reconcile('user_id\nada\n', { repair: true })).agrees).toBe(true)
    expect(kept()).toStrictEqual({ property: { ada: true }, segment: ['ada'] })
  })
})

describe('a late retry of an older join', () => {
  it('undoes the newer leave, until reconcile --repair corrects it', async () => {
    const reference = await connect('aud_1', 'Power users')
    sandboxes.appcues.faults.next({ kind: 'status', status: 503 })
    const [first] = await deliver([membership('aud_1', reference, 'ada', true, EARLIER)])
    expect(first.status).toBe(503)
    await deliver([membership('aud_1', reference, 'ada', false, LATER)])
    await deliver([membership('aud_1', reference, 'ada', true, EARLIER)])
    sandboxes.appcues.jobs.settle()
    expect(kept()).toStrictEqual({ property: { ada: true }, segment: ['ada'] })

    const before = folder.write('before.csv', 'user_id\nada\n')
    const { agrees, text } = await reconcile('user_id\neve\n', { also: before, repair: true })
    expect(agrees).toBe(true)
    expect(text).toContain('Repaired: 1 written as members, 1 as having left.')
    expect(kept()).toStrictEqual({ property: { ada: false, eve: true }, segment: ['eve'] })
  })

  it('is remembered with the time of the repair in the segment’s description', async () => {
    await connect('aud_1', 'Power users')
    await reconcile('user_id\nada\n', { repair: true })
    const [{ description }] = sandboxes.appcues.state.segments()
    expect(description).toContain(
      `Last synced ${new Date(NOW).toISOString()}. Do not change this: [heap-appcues:recurring:`
    )
  })
})
