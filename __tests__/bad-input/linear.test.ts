import { openCsv } from '../../host/input/csv'
import { formatOf } from '../../host/input/format'
import { readJsonArray } from '../../host/input/json-array'
import { parseJsonRow, readJsonLines } from '../../host/input/json-rows'
import { readMembers } from '../../host/input/read-members'
import { curlOf } from '../../host/server/deliveries/delivery-view'
import { sliceRequests } from '../../host/server/deliveries/request-slice'
import { allOf, bytesOf } from '../support/bytes'
import { growthOf, workOf } from '../support/work'

const CHUNK = 256
const list = (size: number, textOf: (n: number) => string): string[] =>
  Array.from({ length: size }, (_none, n) => textOf(n))

const csvOf = async (text: string): Promise<void> => {
  const { rows } = await openCsv(bytesOf(text, CHUNK), { delimiter: ',' })
  await allOf(rows)
}

const facts = { at: 0, took: 0, method: 'POST', url: 'https://api.appcues.com/v2', headers: {} }
const idsOf = (size: number): string[] => list(size, (n) => `user-${n}`)
const responsesOf = (size: number) => idsOf(size).map((user_id) => ({ status: 200, sent: { user_id } }))

describe('the work for hostile input grows with its size, not with its square', () => {
  it.each<[string, (size: number) => unknown]>([
    ['the columns of a CSV', (size) => csvOf(`${list(size, (n) => `c${n}`).join(',')}\n`)],
    ['a cell of many lines', (size) => csvOf(`id,note\n1,"${'a line\n'.repeat(size)}"\n`)],
    ['a cell of many lines that is never closed', (size) => csvOf(`id,note\n1,"${'a line\n'.repeat(size)}`)],
    ['a cell of doubled quotes', (size) => csvOf(`id,note\n1,"${'""'.repeat(size)}"\n`)],
    ['many quoted cells in a row', (size) => csvOf(`id,note\n${'"a",'.repeat(size)}\n`)],
    ['many quotes that close nothing', (size) => csvOf(`id,note\n${'"a"b,'.repeat(size)}\n`)],
    ['stray quotes in many rows', (size) => csvOf(`id,timestamp\n${'1,"2026-01-01\n'.repeat(size)}`)],
    ['a line in many chunks', (size) => csvOf(`id,note\n1,${'x'.repeat(size * 8)}\n`)],
    ['many short lines', (size) => allOf(readJsonLines(bytesOf('{}\n'.repeat(size), CHUNK)))],
    ['a list of many elements', (size) => allOf(readJsonArray(bytesOf(`[${'1,'.repeat(size)}1]`, CHUNK)))],
    ['an element in many chunks', (size) => allOf(readJsonArray(bytesOf(`["${'x'.repeat(size * 8)}"]`, CHUNK)))],
    ['a row of long numbers', (size) => parseJsonRow(1, Buffer.from(`{"a":[${'12345678901234567,'.repeat(size)}1]}`))],
    ['a brace and blank lines', (size) => formatOf(Buffer.from(`{${'\n'.repeat(size)}x`))],
    ['blank lines', (size) => formatOf(Buffer.from(`user_id${' \r\n'.repeat(size)}`))],
    ['a pasted list', (size) => readMembers(idsOf(size).join('\n'), size)],
    [
      'the events of one request',
      (size) => sliceRequests([{ facts, json: { user_ids: idsOf(size) } }], responsesOf(size))
    ],
    [
      'the rows of one file',
      (size) => sliceRequests([{ facts, text: `user_id\r\n${idsOf(size).join('\r\n')}\r\n` }], responsesOf(size))
    ],
    [
      'a request for each event',
      (size) =>
        sliceRequests(
          idsOf(size).map((id) => ({ facts, json: { user_ids: [id] } })),
          responsesOf(size)
        )
    ],
    [
      'a row of line breaks',
      (size) => sliceRequests([{ facts, text: `user_id,a\r\nuser-0,"${'\r\n'.repeat(size)}x"\r\n` }], responsesOf(1))
    ],
    ['a body that a shell would read', (size) => curlOf('POST', facts.url, {}, "'\u001b".repeat(size))]
  ])('for %s', async (_what, run) => {
    expect(await growthOf(run, 500)).toBeLessThan(5)
  })

  it('for a row that is no JSON, in which no pattern looks for long numbers', async () => {
    const row = Buffer.from(`{"id":1234567890123456,"a":"${'\\"'.repeat(5000)}`)
    expect((await workOf(() => parseJsonRow(1, row))).byPatterns).toBe(0)
  })
})
