import { parseJsonRow } from '../../../host/input/json-rows'

const parse = (text: string | Buffer) => parseJsonRow(1, Buffer.from(text))

describe('parseJsonRow', () => {
  it.each([
    ['an object', '{"a":1}', { a: 1 }],
    ['blanks and a carriage return around it', ' {"a":1}\r', { a: 1 }],
    ['an escaped NUL and a lone surrogate', '{"a":"\\u0000\\ud800"}', { a: '\u0000\ud800' }],
    ['a line separator inside a text', '{"a":"x\u2028y"}', { a: 'x\u2028y' }],
    ['the replacement character itself', '{"a":"\uFFFD"}', { a: '\uFFFD' }],
    ['the largest whole number that is exact', '{"a":9007199254740991}', { a: 9007199254740991 }],
    ['a long fraction', '{"a":0.12345678901234567}', { a: Number('0.12345678901234567') }],
    ['a long number with an exponent', '{"a":12345678901234567e2}', { a: Number('12345678901234567e2') }],
    ['digits inside a text, after an escaped quote', '{"a":"\\"12345678901234567"}', { a: '"12345678901234567' }]
  ])('reads %s', (_title, text, row) => {
    expect(parse(text)).toStrictEqual({ number: 1, row })
  })

  it('keeps whole numbers beyond 2^53 as they are written, so that two ids stay two', () => {
    const text = '{"user_id":9007199254740993,"list":[-90071992547409930],"note":"9007199254740993"}'
    expect(parse(text)).toStrictEqual({
      number: 1,
      row: { user_id: '9007199254740993', list: ['-90071992547409930'], note: '9007199254740993' }
    })
  })

  it('keeps hostile keys as keys', () => {
    const row = parse('{"__proto__":{"polluted":true},"constructor":1}')
    expect(row && 'row' in row && Object.keys(row.row)).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('reads 10,000 levels of nesting', () => {
    const row = parse(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)
    expect(row && 'row' in row && Object.keys(row.row)).toEqual(['a'])
  })

  it.each(['', '   ', '\r'])('passes over the blank row %j', (text) => {
    expect(parse(text)).toBeUndefined()
  })

  it.each([
    ['It is not JSON.', '{"a":'],
    ['It is not JSON.', '{a:1}'],
    ['It is JSON, but not an object with the fields of an event.', '[1]'],
    ['It is JSON, but not an object with the fields of an event.', 'null'],
    ['It is JSON, but not an object with the fields of an event.', '"text"']
  ])('refuses with "%s": %s', (problem, text) => {
    expect(parse(text)).toStrictEqual({ number: 1, problem, text })
  })

  it('refuses bytes that are not UTF-8 instead of changing letters', () => {
    expect(parse(Buffer.from('{"a":"D\xe9marrage"}', 'latin1'))).toMatchObject({
      problem: 'It is not UTF-8 text; perhaps Latin-1 (Windows-1252). Save the file as UTF-8.'
    })
  })

  it('reads through text that only looks like long numbers and never closes its quotes', () => {
    const text = `{"id":1234567890123456,"a":"${'\\"'.repeat(500_000)}`
    expect(parse(text)).toMatchObject({ problem: 'It is not JSON.' })
  })
})
