import { parse } from 'csv-parse/sync'
import * as fc from 'fast-check'
import { toCsv } from '../../../src/destinations/heap-appcues/appcues/csv'
import { readCsv } from '../syncAudience/support/read-csv'

describe('rows as CSV', () => {
  it('end with CRLF, and only what must stands in quotes', () => {
    expect(
      toCsv([
        ['user_id', '[Heap] A'],
        ['=1', 'true'],
        ['a,b', '"c"'],
        [' d', 'e\n'],
        ['', '\r']
      ])
    ).toBe('user_id,[Heap] A\r\n=1,true\r\n"a,b","""c"""\r\n" d","e\n"\r\n,"\r"\r\n')
  })

  it('are read as they were written, whatever the cells hold', () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",\r\n =a]*$/))
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant('id'), cell, cell), { minLength: 1 }), (rows) => {
        expect(parse(toCsv(rows), { record_delimiter: '\r\n' })).toStrictEqual(rows)
        expect(readCsv(toCsv(rows))).toStrictEqual(rows)
      })
    )
  })
})
