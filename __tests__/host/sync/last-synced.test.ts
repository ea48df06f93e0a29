import { describeAudience, parseDescription } from '../../../src/destinations/heap-appcues/audience/segment-description'
import type { KeptAudience } from '../../../src/destinations/heap-appcues/audience/segment-description'

const KEPT: KeptAudience = { key: 'list/Power users', sync: 'one-time', fill: true, property: '[Heap] Power users' }
const TIME = '2026-03-11T08:00:00.000Z'

describe('the time of the last sync in a segment’s description', () => {
  it('stands there for people, and is read back', () => {
    const description = describeAudience({ ...KEPT, lastSynced: TIME })
    expect(description).toBe(
      'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Last synced 2026-03-11T08:00:00.000Z. Do not change this: [heap-appcues:one-time:filled:list/Power users:%5BHeap%5D Power users]'
    )
    expect(parseDescription(description)).toStrictEqual({ ...KEPT, lastSynced: TIME })
  })

  it('is kept when the audience is described anew, and gives way to a newer one', () => {
    const kept = parseDescription(describeAudience({ ...KEPT, lastSynced: TIME }))
    const again = describeAudience({ ...(kept ?? KEPT), sync: 'recurring' })
    expect(parseDescription(again)).toStrictEqual({ ...KEPT, sync: 'recurring', lastSynced: TIME })
    const later = '2026-03-12T08:00:00.000Z'
    expect(parseDescription(describeAudience({ ...(kept ?? KEPT), lastSynced: later }))?.lastSynced).toBe(later)
  })

  it.each([
    ['is missing', describeAudience(KEPT)],
    ['is only part of the property’s name', describeAudience({ ...KEPT, property: `Last synced ${TIME}.` })],
    ['was changed into a word', describeAudience({ ...KEPT, lastSynced: 'yesterday' })],
    ['was moved away from the brackets', `Last synced ${TIME}. ${describeAudience(KEPT)}`]
  ])('is unknown where it %s', (_what, description) => {
    expect(parseDescription(description)).toMatchObject({ key: KEPT.key })
    expect(parseDescription(description)).not.toHaveProperty('lastSynced')
  })
})
