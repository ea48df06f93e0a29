import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMembers } from '../../../host/input/read-members'

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
    expect(await readMembers(text, 10)).toStrictEqual({ ids, refused: [], incomplete: false, notes: [] })
  })

  it.each([
    ['members-stray-quote.tsv', ['u-1', 'u-2', 'u-3', 'u-4'], false, 0],
    ['members-header-again.csv', ['u-1', 'u-2', 'u-3'], false, 0],
    ['members-heap-connect.csv', ['u-1', 'u-2'], false, 0],
    ['members-unquoted-comma.csv', ['alice', 'carol', 'dave'], true, 1],
    ['members-excel.csv', [], true, 4],
    ['members-decimal-today.csv', [], true, 2],
    ['members-empty.csv', [], false, 0]
  ])('is read by the same rules as the commands’: %s', async (name, ids, incomplete, refused) => {
    const found = await readMembers(fromCase(name), 10)
    expect(found).toMatchObject({ ids, incomplete })
    expect(found.refused).toHaveLength(refused)
  })

  it('has no more people than a page can take', async () => {
    await expect(readMembers('ada\nbob\neve\n', 2)).rejects.toMatchObject({
      name: 'CommandError',
      message: 'The list has more than 2 people. Use the command sync for it.'
    })
  })

  it('is refused when it has no column of ids', async () => {
    await expect(readMembers('name,plan\nAda,pro\n', 10)).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(/^The list has no column of user ids: its columns are "name", "plan"\./) as string
    })
  })
})
