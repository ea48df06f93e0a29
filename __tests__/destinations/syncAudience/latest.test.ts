import { latest } from '../../../src/destinations/heap-appcues/syncAudience/member'
import type { Member } from '../../../src/destinations/heap-appcues/syncAudience/member'

const member = (index: number, userId: string, timestamp?: string): Member => ({
  index,
  userId,
  isMember: true,
  audience: { reference: 'r1' } as never,
  traits: { properties: {}, omitted: [] },
  payload: { timestamp }
})

const indexesOf = (members: readonly Member[]): number[] => members.map(({ index }) => index)

describe('the last word about each person', () => {
  it('counts each person once and calls every other change of theirs superseded', () => {
    const { counting, superseded } = latest([
      member(0, 'a', '2026-03-10T10:00:00.000Z'),
      member(1, 'b', '2026-03-10T09:00:00.000Z'),
      member(2, 'a', '2026-03-10T12:00:00.000Z'),
      member(3, 'a', '2026-03-10T11:00:00.000Z'),
      member(4, 'c')
    ])
    expect(indexesOf(counting)).toStrictEqual([2, 1, 4])
    expect(indexesOf(superseded)).toStrictEqual([0, 3])
  })

  it('has nobody for nothing', () => {
    expect(latest([])).toStrictEqual({ counting: [], superseded: [] })
  })

  it('supersedes nothing where everyone stands once', () => {
    expect(latest([member(0, 'a'), member(1, 'b')]).superseded).toStrictEqual([])
  })
})
