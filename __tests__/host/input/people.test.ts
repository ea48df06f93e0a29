import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openPeople } from '../../../host/input/people'
import { readMembers } from '../../../host/input/read-members'
import { temporaryFolder } from '../../support/temporary-folder'

describe('people', () => {
  const folder = temporaryFolder()

  async function read(content: string | Buffer, idColumn?: string) {
    const { people, input, column, otherColumns, format, notes } = await openPeople(
      folder.write('members', content),
      idColumn
    )
    const rows: unknown[] = []
    for await (const row of people) rows.push(row)
    input.close()
    return { column, otherColumns, format, rows, notes: notes() }
  }

  describe('a list of people', () => {
    it.each([
      ['CSV', 'user_id,plan\nada,pro\n', 'user_id'],
      ['CSV', 'id\nada\n', 'id'],
      ['CSV', 'name;E-Mail\nAda;ada\n', 'E-Mail'],
      ['CSV', '\uFEFFUser ID,name\r\nada,Ada\r\n', 'User ID'],
      ['CSV', 'appcuesUserID\tid\nada\t7\n', 'appcuesUserID'],
      ['NDJSON', '{"id":"ada"}\n', 'id'],
      ['NDJSON', '{"email":"ada"}\n', 'email'],
      ['JSON list', '[{"identity":"ada"}]', 'identity']
    ])('is read as %s, its ids found by the name of their column: %j', async (format, content, column) => {
      expect(await read(content)).toMatchObject({ format, column, rows: [{ id: 'ada' }] })
    })

    it('is unpacked when it is gzip', async () => {
      expect(await read(gzipSync('user_id\nada\n'))).toMatchObject({
        format: 'CSV, gzip',
        rows: [{ number: 2, id: 'ada' }]
      })
    })

    it('keeps cells with commas, quotes and a leading = as they are, each under its line', async () => {
      const { rows } = await read('id,note\n"Lovelace, Ada",a\n"say ""hi""","two\nlines"\n=1+1,b\n')
      expect(rows).toStrictEqual([
        { number: 2, id: 'Lovelace, Ada' },
        { number: 3, id: 'say "hi"' },
        { number: 5, id: '=1+1' }
      ])
    })

    it('takes the likeliest of several columns, and knows of the others', async () => {
      const { column, otherColumns } = await read('email,id,name,user_id\na@example.com,1,Ada,ada\n')
      expect(column).toBe('user_id')
      expect(otherColumns).toStrictEqual(['id', 'email'])
    })

    it('finds a column that has no value in its first rows', async () => {
      const { column, rows } = await read('email,user_id\na@example.com,\nb@example.com,bob\n')
      expect(column).toBe('user_id')
      expect(rows).toStrictEqual([
        { number: 2, problem: 'The column "user_id" is empty here.', unknown: false },
        { number: 3, id: 'bob' }
      ])
    })

    it.each([['key'], ['KEY']])('takes the column that --id-column names: %s', async (wanted) => {
      expect(await read('user_id,key\n1,ada\n', wanted)).toMatchObject({
        column: 'key',
        otherColumns: ['user_id'],
        rows: [{ id: 'ada' }]
      })
    })

    it('keeps a long number letter for letter, and takes numbers of JSON', async () => {
      const { rows } = await read('{"id":12345678901234567890}\n{"id":7}\n')
      expect(rows).toMatchObject([{ id: '12345678901234567890' }, { id: '7' }])
    })

    it.each([
      ['nothing', '{"id":"ada"}\n{"name":"Bob"}\n', 'The column "id" is empty here.'],
      ['a blank', '{"id":"ada"}\n{"id":"  "}\n', 'The column "id" is empty here.'],
      ['a list', '{"id":"ada"}\n{"id":["bob"]}\n', 'The column "id" holds no text or number here.'],
      [
        'a placeholder',
        '{"id":"ada"}\n{"id":"undefined"}\n',
        'The column "id" holds "undefined", a placeholder and not a user ID.'
      ],
      ['broken JSON', '{"id":"ada"}\n{"id":\n', 'It is not JSON.']
    ])('tells a row with %s, and goes on', async (_what, content, problem) => {
      const { rows } = await read(`${content}{"id":"eve"}\n`)
      expect(rows).toMatchObject([
        { number: 1, id: 'ada' },
        { number: 2, problem },
        { number: 3, id: 'eve' }
      ])
    })

    it.each<[string, string, string | undefined, string]>([
      [
        'no such column',
        'name,plan\nAda,pro\n',
        undefined,
        'members has no column of user ids: its columns are "name", "plan". Say which one with --id-column; where the first line is a person already, put a line "user_id" above it.'
      ],
      [
        'people from the first line on',
        'ada@example.com\nbob@example.com\n',
        undefined,
        'members has no column of user ids: its columns are "ada@example.com". Say which one with --id-column; where the first line is a person already, put a line "user_id" above it.'
      ],
      [
        'another column than the one asked for',
        'user_id\nada\n',
        'key',
        'members has no column "key": its columns are "user_id".'
      ],
      [
        'no column of that name and no row',
        'name\n',
        'user_id',
        'members has no column "user_id": its columns are "name".'
      ],
      [
        'no row that can be read',
        '{"id"\n',
        undefined,
        'members has no column of user ids: it has no row that could be read. Say which one with --id-column; where the first line is a person already, put a line "user_id" above it.'
      ]
    ])('is rejected when it has %s', async (_what, content, idColumn, message) => {
      await expect(read(content, idColumn)).rejects.toMatchObject({ name: 'CommandError', message })
    })

    it('is rejected when there is no such file', async () => {
      await expect(openPeople(folder.path('gone.csv'))).rejects.toMatchObject({
        name: 'CommandError',
        message: `There is no file ${folder.path('gone.csv')}.`
      })
    })

    it.each([
      ['a header', 'user_id\n', 'user_id'],
      ['a header in JSON', '[]', undefined]
    ])('is a list when it is empty: %s', async (_what, content, column) => {
      expect(await read(content)).toMatchObject({ column, rows: [], notes: [] })
    })

    it.each([['1.23457E+15'], ['1,23457E+15'], ['1e+15'], ['2.19E+26'], ['1201.0'], ['1201,0'], ['7.00']])(
      'may have someone in a row whose id a spreadsheet damaged: %s',
      async (id) => {
        const { rows } = await read(`user_id;plan\n${id};a\nu-1;b\n`)
        expect(rows).toMatchObject([
          { number: 2, unknown: true },
          { number: 3, id: 'u-1' }
        ])
        expect(JSON.stringify(rows)).toContain(id)
      }
    )

    it.each([['7E12'], ['123E45'], ['v1.0'], ['10.0.0.7'], ['1201.5'], ['1,201'], ['00'], ['1E+5x']])(
      'takes an id that only looks damaged: %s',
      async (id) => {
        expect((await read(`user_id\n"${id}"\n`)).rows).toStrictEqual([{ number: 2, id }])
      }
    )

    it.each([
      ['a stray quote', 'user_id\n"alice\nbob"\ncarol\n', 2],
      ['a carriage return alone', 'user_id\nalice\rbob\ncarol\n', 2]
    ])('may have someone in a row where %s joins two ids', async (_what, content, number) => {
      expect((await read(content)).rows).toMatchObject([
        { number, problem: expect.stringContaining('holds a line break') as string, unknown: true },
        { id: 'carol' }
      ])
    })

    it('finds the column in rows that write its name another way', async () => {
      const { rows } = await read('{"user_id":"ada"}\n{"userId":"bob"}\n{"USER ID":"eve"}\n')
      expect(rows).toMatchObject([{ id: 'ada' }, { id: 'bob' }, { id: 'eve' }])
    })

    it('has no half id of a broken archive', async () => {
      const packed = gzipSync('user_id\nalice\nbob\ncarol\n', { level: 0 })
      const { rows } = await read(packed.subarray(0, packed.length - 12))
      expect(rows).toMatchObject([{ id: 'alice' }, { id: 'bob' }, { number: 4, unknown: true }])
    })

    it('says which of two columns it takes where a Heap Connect table has both', async () => {
      const found = await read('user_id,identity,email\n7462838473829384,u-1,a@example.com\n')
      expect(found).toMatchObject({ column: 'identity', otherColumns: ['user_id', 'email'], rows: [{ id: 'u-1' }] })
      expect(found.notes).toStrictEqual([
        'The columns "user_id" and "identity" stand side by side, as in Heap Connect, where "user_id" is a number of Heap’s own. The ids are taken from "identity"; --id-column "user_id" takes the other.'
      ])
      const other = await read('user_id,identity\n7462838473829384,u-1\n', 'user_id')
      expect(other).toMatchObject({ column: 'user_id', rows: [{ id: '7462838473829384' }] })
      expect(other.notes).toStrictEqual(['1 of 1 ids look like Heap’s own numbers: 7462838473829384.'])
    })

    it('names ids that look unlike the others', async () => {
      const emails = Array.from({ length: 19 }, (_none, n) => `user${n}@mail.example.com\n`).join('')
      expect((await read(`user_id\n${emails}ada\n12\nada@localhost\nada@example.\n`)).notes).toStrictEqual([
        '3 of 23 ids look unlike the others: ada, ada@localhost, ada@example..',
        '1 of 23 ids look like numbers: 12.'
      ])
    })
  })
})

const fromCase = (name: string) => readFileSync(join(__dirname, '../../cases', name))

describe('the list of a page', () => {
  it.each([
    ['pasted ids', 'ada\nbob\n ada\n', ['ada', 'bob']],
    ['pasted emails', 'ada@example.com\nbob@example.com', ['ada@example.com', 'bob@example.com']],
    ['a column', 'user_id\nada\nbob\n', ['ada', 'bob']],
    ['a table', 'name;E-Mail\nAda;ada@example.com\n', ['ada@example.com']],
    ['a JSON list', '[{"id":"ada"}]', ['ada']],
    ['nobody', 'user_id\n', []]
  ])('is read from %s', async (_what, text, ids) => {
    expect(await readMembers(text, 10)).toStrictEqual({ ids, rejected: [], incomplete: false, notes: [] })
  })

  it.each([
    ['members-stray-quote.tsv', ['u-1', 'u-2', 'u-3', 'u-4'], false, 0],
    ['members-header-again.csv', ['u-1', 'u-2', 'u-3'], false, 0],
    ['members-heap-connect.csv', ['u-1', 'u-2'], false, 0],
    ['members-unquoted-comma.csv', ['alice', 'carol', 'dave'], true, 1],
    ['members-excel.csv', [], true, 4],
    ['members-decimal-today.csv', [], true, 2],
    ['members-empty.csv', [], false, 0]
  ])('is read by the same rules as the commands’: %s', async (name, ids, incomplete, rejected) => {
    const found = await readMembers(fromCase(name), 10)
    expect(found).toMatchObject({ ids, incomplete })
    expect(found.rejected).toHaveLength(rejected)
  })

  it('has no more people than a page can take', async () => {
    await expect(readMembers('ada\nbob\neve\n', 2)).rejects.toMatchObject({
      name: 'CommandError',
      message: 'The list has more than 2 people. Use the command sync for it.'
    })
  })

  it('is rejected when it has no column of ids', async () => {
    await expect(readMembers('name,plan\nAda,pro\n', 10)).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(/^The list has no column of user ids: its columns are "name", "plan"\./) as string
    })
  })
})
