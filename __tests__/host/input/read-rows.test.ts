import { gzipSync } from 'node:zlib'
import { openInput } from '../../../host/input/open-input'
import { readRows } from '../../../host/input/read-rows'
import { allOf } from '../../support/bytes'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()

async function read(name: string, content: string | Buffer) {
  const { rows, ...about } = await readRows(await openInput(folder.write(name, content)))
  return { ...about, rows: await allOf(rows) }
}

const LINES = '{"name":"a"}\n{"name":"b"}\n'
const ROWS = [{ row: { name: 'a' } }, { row: { name: 'b' } }]
const BOM = '\uFEFF'

describe('readRows', () => {
  it.each([
    ['NDJSON', 'line', LINES],
    ['NDJSON', 'line', BOM + LINES],
    ['NDJSON', 'line', `oops\n${LINES}`],
    ['JSON list', 'element', '[{"name":"a"},{"name":"b"}]'],
    ['JSON list', 'element', `${BOM}\n [\n{"name":"a"},\n{"name":"b"}\n]`],
    ['CSV', 'line', 'name\na\nb\n'],
    ['CSV', 'line', 'sep=;\r\nname;user_id\r\na;\r\nb;\r\n'],
    ['CSV', 'line', ' NAME ,USER ID\ra,\rb,\r'],
    ['CSV', 'line', `${BOM}"Name"\r\na\r\nb`],
    ['CSV', 'line', 'user_id;name\n;a\n;b\n'],
    ['CSV', 'line', 'user_id\tname\n\ta\n\tb\n']
  ])('tells %s (by %s) from the content, plain and packed, whatever the name says', async (format, unit, content) => {
    const plain = await read('export.xlsx', content)
    expect(plain).toMatchObject({ format, unit })
    const packed = await read('export.json', gzipSync(content))
    expect(packed).toEqual({ ...plain, format: `${format}, gzip` })
    const good = plain.rows.filter((row) => 'row' in row)
    expect(good.map((row) => ({ row: { name: Object.values(row.row)[0] } }))).toEqual(ROWS)
  })

  it('reads an archive of several members', async () => {
    const { rows } = await read('two.gz', Buffer.concat([gzipSync('{"name":"a"}\n'), gzipSync('{"name":"b"}\n')]))
    expect(rows).toMatchObject(ROWS)
  })

  it('reads what a broken archive still holds, and says that it breaks off', async () => {
    const lines = Array.from({ length: 20_000 }, (_none, n) => `{"name":"${n * 7919}"}\n`)
    const packed = gzipSync(lines.join(''))
    const { rows } = await read('broken.gz', packed.subarray(0, packed.length - 40))
    expect(rows.length).toBeGreaterThan(19_000)
    expect(rows[rows.length - 1]).toMatchObject({
      problem: 'The gzip archive is damaged or breaks off (unexpected end of file). From here on nothing could be read.'
    })
  })

  it.each<[string, string | Buffer]>([
    ['It is empty.', ''],
    ['It is empty.', ' \n\n'],
    ['It is empty.', BOM],
    ['It is a ZIP archive or an Excel workbook. Unpack it, or save the sheet as CSV.', 'PK\x03\x04rest'],
    ['It is UTF-16 text. Save it as UTF-8.', Buffer.from('\uFEFFname,user_id\n', 'utf16le')],
    ['It is a Zstandard archive. Unpack it, or pack it with gzip.', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0])],
    ['It is a PNG image. Pass the exported file itself.', Buffer.from('\x89PNG\r\n\x1a\n\0\0{"a":1}\n', 'latin1')],
    ['It is a binary file, not text. Export it as CSV or NDJSON.', 'user_id\0{"a":1}\n'],
    [
      'It is not UTF-8 text; perhaps Latin-1 (Windows-1252). Save the file as UTF-8.',
      Buffer.from('name,pr\xe9nom\na,b\n', 'latin1')
    ],
    ['It is a web page or XML. Download the export itself.', '<!doctype html><html></html>'],
    [
      'Its JSON objects stand over several lines. Put each on a line of its own (jq -c .) or all in one list.',
      '{\n  "name": "a"\n}\n'
    ],
    [
      'It is neither NDJSON, a JSON list, nor CSV whose first line names the columns of an event export (name, user_id, timestamp, …).',
      'Dear team,\nthe export is attached.\n'
    ],
    [
      'It is neither NDJSON, a JSON list, nor CSV whose first line names the columns of an event export (name, user_id, timestamp, …).',
      'product,price\nchair,10\n'
    ]
  ])('rejects: %s', async (words, content) => {
    await expect(read('export.ndjson', content)).rejects.toMatchObject({
      name: 'CommandError',
      message: `export.ndjson cannot be read: ${words}`
    })
  })

  it('tells the format of a brace and a screenful of blank lines', async () => {
    await expect(read('export.json', `{${'\n'.repeat(60_000)}`)).resolves.toMatchObject({ format: 'NDJSON' })
  })

  it('names the input when its header is rejected', async () => {
    await expect(read('export.csv', 'name,name\na,b\n')).rejects.toMatchObject({
      message: 'export.csv cannot be read: The header names the column "name" twice. Rename or remove one of the two.'
    })
  })
})

describe('openInput', () => {
  it('rejects what is not there and what is no file', async () => {
    await expect(openInput(folder.path('nothing'))).rejects.toMatchObject({
      name: 'CommandError',
      message: `There is no file ${folder.path('nothing')}.`
    })
    await expect(openInput(folder.path(''))).rejects.toMatchObject({ message: `${folder.path('')} is not a file.` })
  })

  it('tells inputs apart by content and size, not by name', async () => {
    const identities = await Promise.all(
      [
        folder.write('a', LINES),
        folder.write('b', LINES),
        folder.write('c', `${LINES}{}`),
        folder.write('d', LINES.replace('a', 'x'))
      ].map(async (path) => (await openInput(path)).identity)
    )
    expect(identities[0]).toBe(identities[1])
    expect(new Set(identities).size).toBe(3)
  })

  it('counts the bytes it reads, for the progress', async () => {
    const input = await openInput(folder.write('a', LINES))
    await allOf(input.bytes)
    expect(input).toMatchObject({ name: 'a', path: folder.path('a'), size: LINES.length })
    expect(input.read()).toBe(LINES.length)
  })
})
