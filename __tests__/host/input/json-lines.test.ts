import { readJsonLines } from '../../../host/input/json-rows'
import { LONGEST_ROW } from '../../../host/input/row'
import { allOf, bytesOf } from '../../support/bytes'

const read = (content: string, after?: number, size?: number) => allOf(readJsonLines(bytesOf(content, size), after))

describe('readJsonLines', () => {
  it.each([1, 2, 3, 1000])(
    'numbers rows by their line, over blank lines and CRLF, in chunks of %d bytes',
    async (size) => {
      expect(await read('{"a":1}\r\n\r\n{"a":"ä€😀"}\n', 0, size)).toStrictEqual([
        { number: 1, row: { a: 1 } },
        { number: 3, row: { a: 'ä€😀' } }
      ])
    }
  )

  it('takes a last line without a line break', async () => {
    expect(await read('{"a":1}\n{"a":2}')).toStrictEqual([
      { number: 1, row: { a: 1 } },
      { number: 2, row: { a: 2 } }
    ])
  })

  it('names a half-written last line and keeps the rest', async () => {
    expect(await read('{"a":1}\n{"a":')).toStrictEqual([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: 'The file breaks off in the middle of this line.', text: '{"a":' }
    ])
  })

  it('goes on after a bad line', async () => {
    expect(await read('{"a":1}\noops\n{"a":2}\n')).toStrictEqual([
      { number: 1, row: { a: 1 } },
      { number: 2, problem: 'It is not JSON.', text: 'oops' },
      { number: 3, row: { a: 2 } }
    ])
  })

  it('does not split at U+2028, which JSON text may hold', async () => {
    expect(await read('{"a":"x\u2028y"}\n')).toStrictEqual([{ number: 1, row: { a: 'x\u2028y' } }])
  })

  it('passes over the rows of an earlier run, and counts them', async () => {
    expect(await read('oops\n{"a":2}\n{"a":3}\n', 2)).toStrictEqual([{ number: 3, row: { a: 3 } }])
  })

  it('refuses a row that is too long to be kept and goes on after it', async () => {
    const long = `{"a":"${'x'.repeat(LONGEST_ROW)}"}`
    expect(await read(`${long}\n{"a":2}\n`, 0, 64 * 1024)).toStrictEqual([
      { number: 1, problem: `It is longer than ${LONGEST_ROW} bytes.`, text: '' },
      { number: 2, row: { a: 2 } }
    ])
  })
})
