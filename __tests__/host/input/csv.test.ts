import fc from 'fast-check'
import { readCsv } from '../../../host/input/csv'
import { LONGEST_ROW } from '../../../host/input/row'
import { allOf, bytesOf } from '../../support/bytes'

const read = (content: string, after?: number, size?: number) => allOf(readCsv(bytesOf(content, size), ',', after))

describe('readCsv', () => {
  it('reads cells with commas, quotes, CRLF and a leading =, and numbers rows by the line they begin on', async () => {
    const text = 'id,note\r\n1,"a, ""b""\r\nc"\r\n\r\n2,=SUM(A1)\r\n'
    expect(await read(text)).toStrictEqual([
      { number: 2, row: { id: '1', note: 'a, "b"\r\nc' } },
      { number: 5, row: { id: '2', note: '=SUM(A1)' } }
    ])
  })

  it('reads whatever is written by the rules, however it is cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom(...'a",;\n é😀='), minLength: 1 })
    const quoted = (text: string): string => `"${text.replace(/"/g, '""')}"`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), fc.integer({ min: 1, max: 50 }), async (rows, size) => {
        const text = ['a,b', ...rows.map((cells) => cells.map(quoted).join(','))].join('\n')
        const found = await read(text, 0, size)
        expect(found).toMatchObject(rows.map(([a, b]) => ({ row: { a, b } })))
        expect(found).toHaveLength(rows.length)
      }),
      { numRuns: 200 }
    )
  })

  it('leaves empty cells out', async () => {
    expect(await read('id,a,b\n1,,x\n')).toStrictEqual([{ number: 2, row: { id: '1', b: 'x' } }])
  })

  it('takes hostile column names as names', async () => {
    const [row] = await read('id,__proto__,constructor\n1,x,y\n')
    expect('row' in row && Object.entries(row.row)).toEqual([
      ['id', '1'],
      ['__proto__', 'x'],
      ['constructor', 'y']
    ])
  })

  it('takes a stray quote as text, so that the rows after it stay rows', async () => {
    expect(await read('id,a\n1,5" screen\n2,"un"quoted\n3,x\n')).toStrictEqual([
      { number: 2, row: { id: '1', a: '5" screen' } },
      { number: 3, row: { id: '2', a: '"un"quoted' } },
      { number: 4, row: { id: '3', a: 'x' } }
    ])
  })

  it('names rows with too few and too many values and goes on', async () => {
    expect(await read('id,a\n1\n2,x,y\n3,z\n')).toStrictEqual([
      { number: 2, problem: 'It has fewer values than the header has columns.', text: '["1"]' },
      { number: 3, problem: 'It has more values than the header has columns.', text: '["2","x","y"]' },
      { number: 4, row: { id: '3', a: 'z' } }
    ])
  })

  it('names a last row that breaks off inside a quote', async () => {
    expect(await read('id,a\n1,x\n2,"half')).toStrictEqual([
      { number: 2, row: { id: '1', a: 'x' } },
      {
        number: 3,
        problem:
          'It opens a quote that is never closed: the file breaks off here, or everything from here on could not be read.',
        text: ''
      }
    ])
  })

  it('stops at a row that is too long to be kept', async () => {
    expect(await read(`id,a\n1,x\n2,${'x'.repeat(LONGEST_ROW + 1)}\n3,y\n`, 0, 64 * 1024)).toStrictEqual([
      { number: 2, row: { id: '1', a: 'x' } },
      { number: 3, problem: `It is longer than ${LONGEST_ROW} bytes. From here on nothing could be read.`, text: '' }
    ])
  })

  it('refuses bytes that are not UTF-8 instead of changing letters', async () => {
    const content = Buffer.from('id,a\n1,D\xe9marrage\n2,x\n', 'latin1')
    expect(await allOf(readCsv(bytesOf(content), ','))).toMatchObject([
      { number: 2, problem: 'It is not UTF-8 text.' },
      { number: 3, row: { id: '2', a: 'x' } }
    ])
  })

  it('refuses a header that names a column twice', async () => {
    await expect(read('id,a, id\n1,2,3\n')).rejects.toMatchObject({
      name: 'InputError',
      message: 'The header names the column "id" twice. Rename or remove one of the two.'
    })
  })

  it('gives a column without a name one', async () => {
    expect(await read('id,\n1,x\n')).toStrictEqual([{ number: 2, row: { id: '1', 'column 2': 'x' } }])
  })

  it('passes over the rows of an earlier run', async () => {
    expect(await read('id\n1\n2\n3\n', 3)).toStrictEqual([{ number: 4, row: { id: '3' } }])
  })
})
