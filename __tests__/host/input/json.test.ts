import fc from '../../support/fast-check'
import { readJsonArray } from '../../../host/input/json-array'
import { readJsonLines, parseJsonRow } from '../../../host/input/json-rows'
import { LONGEST_ROW } from '../../../host/input/row'
import { chunksOf, untilAborted } from '../../../host/input/streams'
import { allOf, bytesOf } from '../../support/bytes'

describe('json array', () => {
  const read = (content: string, after?: number, size?: number) => allOf(readJsonArray(bytesOf(content, size), after))

  describe('readJsonArray', () => {
    it('reads any list of objects, however it is written and cut', async () => {
      const value = fc.jsonValue({ maxDepth: 3 }).filter((json) => !/\d{16}/.test(JSON.stringify(json)))
      const list = fc.array(fc.dictionary(fc.string(), value))
      await fc.assert(
        fc.asyncProperty(
          list,
          fc.integer({ min: 1, max: 40 }),
          fc.constantFrom(0, 1, 3),
          async (rows, size, indent) => {
            const found = await read(JSON.stringify(rows, undefined, indent), 0, size)
            expect(found).toEqual(
              rows.map((row, index) => ({ number: index + 1, row: JSON.parse(JSON.stringify(row)) as unknown }))
            )
          }
        ),
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

    it('rejects an element that is too long to be kept and goes on after it', async () => {
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
})

describe('json lines', () => {
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

    it('rejects a row that is too long to be kept and goes on after it', async () => {
      const long = `{"a":"${'x'.repeat(LONGEST_ROW)}"}`
      expect(await read(`${long}\n{"a":2}\n`, 0, 64 * 1024)).toStrictEqual([
        { number: 1, problem: `It is longer than ${LONGEST_ROW} bytes.`, text: '' },
        { number: 2, row: { a: 2 } }
      ])
    })
  })
})

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
  ])('rejects with "%s": %s', (problem, text) => {
    expect(parse(text)).toStrictEqual({ number: 1, problem, text })
  })

  it('rejects bytes that are not UTF-8 instead of changing letters', () => {
    expect(parse(Buffer.from('{"a":"D\xe9marrage"}', 'latin1'))).toMatchObject({
      problem: 'It is not UTF-8 text; perhaps Latin-1 (Windows-1252). Save the file as UTF-8.'
    })
  })

  it('reads through text that only looks like long numbers and never closes its quotes', () => {
    const text = `{"id":1234567890123456,"a":"${'\\"'.repeat(500_000)}`
    expect(parse(text)).toMatchObject({ problem: 'It is not JSON.' })
  })
})

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) yield n
}

/** Gives two values and then waits for ever, as a terminal without input. */
async function* silent(): AsyncGenerator<number> {
  yield 1
  yield 2
  await new Promise(() => undefined)
}

describe('chunksOf', () => {
  it.each([
    [0, []],
    [2, [[1, 2]]],
    [5, [[1, 2], [3, 4], [5]]]
  ])('cuts %d values', async (count, chunks) => {
    expect(await allOf(chunksOf(numbers(count), 2))).toEqual(chunks)
  })
})

async function* broken(): AsyncGenerator<number> {
  yield 1
  throw new RangeError('broken')
}

describe('untilAborted', () => {
  it('gives all values of a stream that ends before', async () => {
    expect(await allOf(untilAborted(numbers(3), new AbortController().signal))).toEqual([1, 2, 3])
  })

  it('ends when it is aborted, also while it waits for a value', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort('It was interrupted.'), 20)
    expect(await allOf(untilAborted(silent(), controller.signal))).toEqual([1, 2])
  })

  it('gives nothing of a run that was aborted before', async () => {
    expect(await allOf(untilAborted(numbers(3), AbortSignal.abort()))).toEqual([])
  })

  it('passes on what the values throw', async () => {
    await expect(allOf(untilAborted(broken(), new AbortController().signal))).rejects.toMatchObject({
      message: 'broken'
    })
  })
})
