import { heapWritings } from '../../../src/sources/heap-segment-sync/signed-texts'
import { nested } from '../support/run'

/** The first text that is written again, after the body as received. */
const rewritten = (body: string): string | undefined => {
  const writings = heapWritings(body)
  writings.next()
  return writings.next().value as string | undefined
}

describe('a body is written again', () => {
  it('up to its sixteenth level', () => {
    expect(rewritten(nested(15))).toBe(nested(15))
    expect(rewritten(nested(16))).toBe(nested(16).replace('"a":1', ''))
  })

  it('up to 5,242,880 characters', () => {
    const body = (length: number): string => `{"id":"${'x'.repeat(length - '{"id":""}'.length)}"}`
    expect(rewritten(body(5_242_880))).toHaveLength(5_242_880)
    expect(rewritten(body(5_242_881))).toBeUndefined()
  })
})
