import { syncsSegment } from '../../../src/destinations/heap-appcues/audience/remembered'

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
