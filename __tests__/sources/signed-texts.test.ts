import { rewrittenBodies } from '../../src/sources/heap-segment-sync/signed-texts'
import { nested } from './support/run'

/** The first text that is written again, after the body as received. */
const rewritten = (body: string): string | undefined => {
  const writings = rewrittenBodies(body)
  writings.next()
  return writings.next().value as string | undefined
}

describe('a body is written again', () => {
  it('up to its sixteenth level', () => {
    expect(rewritten(nested(15))).toBe(nested(15))
    expect(rewritten(nested(16))).toBe(nested(16).replace('"a":1', ''))
  })

  it('up to 1,048,576 characters', () => {
    const body = (length: number): string => `{"id":"${'x'.repeat(length - '{"id":""}'.length)}"}`
    expect(rewritten(body(1_048_576))).toHaveLength(1_048_576)
    expect(rewritten(body(1_048_577))).toBeUndefined()
  })
})
