import fc from '../../support/fast-check'
import { openCsv } from '../../../host/input/csv'
import { LONGEST_ROW } from '../../../host/input/row'
import { allOf, bytesOf } from '../../support/bytes'

async function read(content: string | Buffer, after?: number, size?: number, delimiter = ',') {
  const { rows } = await openCsv(bytesOf(content, size), { delimiter }, after)
  return allOf(rows)
}

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
      { number: 2, problem: 'It has fewer values than the header has columns.', text: '1' },
      { number: 3, problem: 'It has more values than the header has columns.', text: '2,x,y' },
      { number: 4, row: { id: '3', a: 'z' } }
    ])
  })

  it('names a last row that breaks off inside a quote', async () => {
    expect(await read('id,a\n1,x\n2,"half')).toStrictEqual([
      { number: 2, row: { id: '1', a: 'x' } },
      {
        number: 3,
        problem: 'A quote is opened here or above and never closed.',
        text: '2,"half'
      }
    ])
  })

  it('rejects each line after a quote that is never closed, by its number', async () => {
    expect(await read('id,a\n1,"x\n2,y\n3,z\n')).toMatchObject([
      { number: 2, text: '1,"x' },
      { number: 3, text: '2,y' },
      { number: 4, text: '3,z' }
    ])
  })

  it('rejects a row that is too long to be kept and goes on after it', async () => {
    expect(await read(`id,a\n1,x\n2,${'x'.repeat(LONGEST_ROW + 1)}\n3,y\n`, 0, 64 * 1024)).toStrictEqual([
      { number: 2, row: { id: '1', a: 'x' } },
      { number: 3, problem: `It is longer than ${LONGEST_ROW} bytes.`, text: '' },
      { number: 4, row: { id: '3', a: 'y' } }
    ])
  })

  const STRAY =
    'A stray quote joins several lines into one cell here. Close the quote, or double it and put the whole cell in quotes.'

  it.each([
    ['closed by the quote of a later cell', '1,"Big Jim\n2,Ann\n3,"Al"\n', [2, 3, 4], [5]],
    ['closed at the end of a later line', '1,"Big Jim\n2,Ann\n3,27"\n', [2, 3, 4], [5]],
    ['closed in the cell of ids', '1,"Big Jim\n2,Ann\n"3",Al\n', [2, 3, 4], [5]],
    ['above a row that has a stray comma', '1,"Big Jim\n2,Bob, Jr.\n3,"Al"\n', [2, 3, 4], [5]],
    ['above a blank line', '1,"Big Jim\n2,Ann\n\n3,Al"\n', [2, 3, 4, 5], [6]],
    ['above ids with blanks', 'Jim B,"Big Jim\nAnn C,Ann\nAl D,"Al"\n', [2, 3, 4], [5]],
    ['closed where a true cell of several lines begins', '1,"Big Jim\n2,Ann\n3,"two\nlines"\n', [2, 3, 4, 5], [6]]
  ])('rejects all lines of a stray quote that is %s', async (_where, text, rejected, good) => {
    const rows = await read(`id,name\n${text}9,Last\n`)
    expect(rows.flatMap((row) => ('problem' in row ? row.number : []))).toStrictEqual(rejected)
    expect(rows.flatMap((row) => ('row' in row ? row.number : []))).toStrictEqual(good)
    expect(rows).toContainEqual(expect.objectContaining({ number: 2, problem: STRAY }))
  })

  it('rejects all lines of a stray quote where one of them has a time in its place', async () => {
    const rows = await read(
      'id,timestamp,a\nu-1,2020-05-05,"x\nu-2,2020-05-05,y\nu-3,2020-05-05,one, two\nu-4,2020-05-05,z"\n'
    )
    expect(rows).toMatchObject([2, 3, 4, 5].map((number) => ({ number, problem: STRAY })))
  })

  it.each([
    ['a comma in each line', 'id,a\nu-1,"Great, thanks\nLoved it, really"\n', 'Great, thanks\nLoved it, really'],
    ['three lines of words', 'id,a\nu-1,"one\ntwo, three\nfour"\n', 'one\ntwo, three\nfour'],
    ['a blank line', 'id,a\nu-1,"one\n\ntwo"\n', 'one\n\ntwo'],
    ['no time where the file has one', 'id,timestamp,a\nu-1,2020-05-05,"x\nu-2,later,y"\n', 'x\nu-2,later,y']
  ])('reads a true cell of several lines with %s', async (_what, text, cell) => {
    expect(await read(text)).toMatchObject([{ number: 2, row: { a: cell } }])
  })

  it('takes no line of a file with one column for a row of its own', async () => {
    expect(await read('id\n"u-1\nu-2"\nu-3\n')).toStrictEqual([
      { number: 2, row: { id: 'u-1\nu-2' } },
      { number: 4, row: { id: 'u-3' } }
    ])
  })

  it('reads TSV without quoting', async () => {
    expect(await read('id\ta\n1\t"Big Jim\n2\t"Al"\n', 0, 7, '\t')).toStrictEqual([
      { number: 2, row: { id: '1', a: '"Big Jim' } },
      { number: 3, row: { id: '2', a: '"Al"' } }
    ])
  })

  it('reads lines that end with a carriage return alone', async () => {
    const { rows } = await openCsv(bytesOf('id,a\r1,x\r2,y\r'), { delimiter: ',', newline: 13 })
    expect(await allOf(rows)).toMatchObject([{ row: { id: '1', a: 'x' } }, { row: { id: '2', a: 'y' } }])
  })

  it('skips a header that is repeated, and takes a database’s mark for null as absent', async () => {
    expect(await read('id,a\n1,\\N\nid,a\n2,C:\\New\nid,b\n')).toStrictEqual([
      { number: 2, row: { id: '1' } },
      { number: 4, row: { id: '2', a: 'C:\\New' } },
      { number: 5, row: { id: 'id', a: 'b' } }
    ])
  })

  it.each([
    ['in capitals', 'user_id,plan\n1,x\nUSER_ID, Plan\n2,y\n'],
    ['with a column without a name', 'user_id,\n1,x\nuser_id,\n2,y\n']
  ])('skips a header that is repeated %s', async (_how, text) => {
    expect(await read(text)).toMatchObject([{ row: { user_id: '1' } }, { row: { user_id: '2' } }])
  })

  it('looks at each column of a wide header once', async () => {
    const names = Array.from({ length: 200_000 }, (_none, n) => `c${n}`).join(',')
    const { header } = await openCsv(bytesOf(`${names}\n`, 1 << 20), { delimiter: ',' })
    expect(header).toHaveLength(200_000)
  })

  it('rejects bytes that are not UTF-8 instead of changing letters', async () => {
    const content = Buffer.from('id,a\n1,D\xe9marrage\n2,x\n', 'latin1')
    expect(await read(content)).toMatchObject([
      { number: 2, problem: 'It is not UTF-8 text; perhaps Latin-1 (Windows-1252). Save the file as UTF-8.' },
      { number: 3, row: { id: '2', a: 'x' } }
    ])
  })

  it('rejects a header that names a column twice', async () => {
    await expect(read('id,a, id\n1,2,3\n')).rejects.toMatchObject({
      name: 'CommandError',
      message: 'The header names the column "id" twice. Rename or remove one of the two.'
    })
  })

  it('gives a column without a name one', async () => {
    expect(await read('id,\n1,x\n')).toStrictEqual([{ number: 2, row: { id: '1', 'column 2': 'x' } }])
  })

  it('skips the rows of an earlier run', async () => {
    expect(await read('id\n1\n2\n3\n', 3)).toStrictEqual([{ number: 4, row: { id: '3' } }])
  })
})
