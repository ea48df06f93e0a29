import fc from 'fast-check'
import { latestValues } from '../../../src/destinations/heap-appcues/shared/batch'
import type { TimedProperties } from '../../../src/destinations/heap-appcues/shared/batch'

const name = fc.constantFrom('plan', 'seats', '__proto__', 'constructor')
const updates = fc.array(
  fc.record({
    identity: fc.constantFrom('alice', 'bob', '__proto__'),
    time: fc.constantFrom('', '2026-03-10T22:21:56.000Z', '2026-03-10T22:21:57.000Z', '2027-01-01T00:00:00.000Z'),
    properties: fc.array(fc.tuple(name, fc.integer()), { maxLength: 3 }).map((entries) => Object.fromEntries(entries))
  }),
  { maxLength: 12 }
)

/** The rule in the plainest way: in order of time, each update overwrites what stands there. */
function naive(all: readonly TimedProperties<string | number>[], identity: string) {
  const values = new Map<string, string | number>()
  const inOrder = all
    .map((update, place) => ({ ...update, place }))
    .filter((update) => update.identity === identity)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.place - b.place))
  for (const { properties } of inOrder) Object.entries(properties).forEach(([key, value]) => values.set(key, value))
  return Object.fromEntries([...values].sort())
}

const sorted = (properties: object) => Object.fromEntries(Object.entries(properties).sort() as [string, unknown][])

describe('latestValues', () => {
  it('keeps of each person’s properties the latest value, on a tie the later place', () => {
    fc.assert(
      fc.property(updates, (all) => {
        const people = latestValues(all)
        expect(people.map(({ identity }) => identity)).toStrictEqual([...new Set(all.map(({ identity }) => identity))])
        for (const { identity, properties } of people) {
          expect(sorted(properties)).toStrictEqual(naive(all, identity))
        }
      })
    )
  })
})
