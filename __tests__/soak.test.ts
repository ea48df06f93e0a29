import { startChild } from '../bench/process/messages'
import { faultsOf } from '../bench/soak/report'
import { soak } from '../bench/soak/soak'
import { builtFile } from './support/built'

/** The short form, without what makes a client wait for ten seconds; `npm run soak` is the long one. */
const OPTIONS = {
  seed: 7,
  events: 2000,
  memberships: 1500,
  kills: 1,
  faultBudget: { silences: 0, cuts: 0, lockouts: 1 }
}

it('answers an order to a process that is gone, whether its end was noticed or not', async () => {
  const child = startChild<{ progress: () => Promise<void> }>(builtFile('soak/runner.js'))
  await child.call('progress')
  process.kill(child.pid, 'SIGKILL')
  const ended = { message: 'progress: The process ended (SIGKILL).' }
  await expect(child.call('progress')).rejects.toMatchObject(ended)
  await expect(child.call('progress')).rejects.toMatchObject(ended)
  await child.end()
})

it('loses nothing, doubles nothing and reports every rejection once, through every kind of trouble', async () => {
  const programs = { runner: builtFile('soak/runner.js'), vendors: builtFile('soak/vendors.js') }
  const result = await soak({ ...OPTIONS, programs })
  expect(faultsOf(result)).toEqual([])
  expect(result).toMatchObject({
    events: { lost: 0, duplicatesStored: 0, kills: 1 },
    memberships: { kills: 1, after: { wrongProperties: 0, wrongInSegment: 0 } }
  })
  expect(result.events.duplicatesOffered).toBeGreaterThan(0)
  expect(result.faults).toMatchObject({
    reset: expect.any(Number) as number,
    status: expect.any(Number) as number
  })
}, 600_000)
