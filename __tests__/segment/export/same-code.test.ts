import { isSameCode } from '../../../scripts/export/same-code'

describe('the same code', () => {
  it.each([
    ['quotes and semicolons', "const a = 'b'", 'const a = "b";'],
    ['lines', 'const f = (a: string) => ({ a, b: 1 })', 'const f = (\n  a: string\n) => ({\n  a,\n  b: 1,\n})'],
    ['parentheses that change nothing', 'const a = b ? c : d', 'const a = (b ? c : d)'],
    ['where a comment is broken', '/** One two. */\nconst a = 1', '/** One\ntwo. */\nconst a = 1']
  ])('differs in %s only', (_what, one, other) => {
    expect(isSameCode(one, other)).toBe(true)
  })

  it.each([
    ['a string', "const a = 'b c'", "const a = 'b  c'"],
    ['a name', 'const a = b', 'const a = c'],
    ['an operator', 'const a = !b', 'const a = -b'],
    ['parentheses that count', 'const a = (b + c) * d', 'const a = b + c * d'],
    ['const and let', 'const a = 1', 'let a = 1'],
    ['a type import', "import { a } from 'b'", "import type { a } from 'b'"],
    ['a template', 'const a = `b${c}`', 'const a = `d${c}`'],
    ['a comment', 'const a = 1 // b', 'const a = 1 // c'],
    ['an order', 'f(a, b)', 'f(b, a)']
  ])('is not the same with another %s', (_what, one, other) => {
    expect(isSameCode(one, other)).toBe(false)
  })
})
