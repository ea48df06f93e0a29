import fc from 'fast-check'
import { readJsonArray } from '../../../host/input/json-array'
import { LONGEST_ROW } from '../../../host/input/row'
import { allOf, bytesOf } from '../../support/bytes'

const read = (content: string, after?: number, size?: number) => allOf(readJsonArray(bytesOf(content, size), after))

describe('readJsonArray', () => {
  it('reads any list of objects, however it is written and cut', async () => {
    const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => !/\d{16}/.test(JSON.stringify(json)))
    const list = fc.array(fc.dictionary(fc.string(), value))
    await fc.assert(
      fc.asyncProperty(list, fc.integer({ min: 1, max: 40 }), fc.constantFrom(0, 1, 3), async (rows, size, indent) => {
        const found = await read(JSON.stringify(rows, undefined, indent), 0, size)
        expect(found).toEqual(
          rows.map((row, index) => ({ number: index + 1, row: JSON.parse(JSON.stringify(row)) as unknown }))
        )
      }),
      { numRuns: 200 }
    )
  })

  it('takes brackets, commas and quotes inside a text as text', async () => {
    expect(await read('[{"a":"]},[\\"\\\\"},{"a":2}]')).toStrictEqual([
      { number: 1, row: { a: ']},["\\' } },
      { number: 2, row: { a: 2 } }
    ])
  })

  it('goes on after a broken element that closes what it opens', async () => {
    expect(await read('[{"a":1},{"a":},{"a":3}]')).toStrictEqual([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: 'It is not JSON.', text: '{"a":}' },
      { number: 3, row: { a: 3 } }
    ])
  })

  it.each(['[]', ' [ ] ', '[\n]\n'])('reads nothing from the empty list %j', async (text) => {
    expect(await read(text)).toStrictEqual([])
  })

  it('names an element that is missing between commas', async () => {
    expect(await read('[{"a":1},,{"a":3}]')).toMatchObject([
      { number: 1 },
      { number: 2, problem: 'It is not JSON.' },
      { number: 3 }
    ])
  })

  it('names the element in whose middle the file breaks off', async () => {
    expect(await read('[{"a":1},{"a":2')).toStrictEqual([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: 'The file breaks off in the middle of this element.', text: '{"a":2' }
    ])
  })

  it('says that text after the list was not read', async () => {
    expect(await read('[{"a":1}]\n{"a":2}')).toMatchObject([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: 'Text follows the end of the list. It was not read.' }
    ])
  })

  it('refuses an element that is too long to be kept and goes on after it', async () => {
    const long = `[{"a":1},{"a":"${'x'.repeat(LONGEST_ROW)}"},{"a":3}]`
    expect(await read(long, 0, 64 * 1024)).toMatchObject([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: `It is longer than ${LONGEST_ROW} bytes.`, text: '' },
      { number: 3, row: { a: 3 } }
    ])
  })

  it('passes over the elements of an earlier run', async () => {
    expect(await read('[{"a":1},{"a":2},{"a":3}]', 2)).toStrictEqual([{ number: 3, row: { a: 3 } }])
  })
})
