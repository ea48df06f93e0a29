import ts from 'typescript'
import { parse } from '../../scripts/export/imports'
import { textOf, typescriptFiles } from './support/project'

/** Put together, so that this file does not hold what it looks for. */
const word = (...parts: string[]): string => parts.join('')
const MARKS = [
  word('@ts-', 'ignore'),
  word('@ts-', 'nocheck'),
  word('@ts-', 'expect-error'),
  word('eslint-', 'disable'),
  word('prettier-', 'ignore'),
  word('istanbul ', 'ignore'),
  word('Stryker ', 'disable'),
  word('TO', 'DO'),
  word('FIX', 'ME')
]

function visitAll(file: string, text: string, look: (node: ts.Node) => boolean): string[] {
  const source = parse(file, text)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (look(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const anys = (file: string, text: string): string[] =>
  visitAll(file, text, (node) => node.kind === ts.SyntaxKind.AnyKeyword)

const LEFT_OUT = /^(?:(?:it|test|describe)\.(?:\w+\.)*(?:skip|only|todo|failing)|xit|xtest|xdescribe|fit|fdescribe)\b/
/** A bare `rejects.toThrow()` passes for any error, and a `try` around an expectation passes for none. */
const BARE = /\.(?:toThrow|toThrowError)\(\s*\)$/

const weakTests = (file: string, text: string): string[] =>
  visitAll(
    file,
    text,
    (node) =>
      (ts.isCallExpression(node) && (LEFT_OUT.test(node.expression.getText()) || BARE.test(node.getText()))) ||
      ts.isTryStatement(node)
  )

const tests = typescriptFiles.filter((file) => file.endsWith('.test.ts'))

describe('habits', () => {
  it.each(typescriptFiles)('%s says what types it means and silences no tool', (file) => {
    const text = textOf(file)
    expect(anys(file, text)).toStrictEqual([])
    expect(MARKS.filter((mark) => text.includes(mark))).toStrictEqual([])
  })

  it.each(tests)('%s leaves no test out and takes no error for another', (file) => {
    expect(weakTests(file, textOf(file))).toStrictEqual([])
  })

  it.each(['const a: any = 1', 'const a = b as any', 'const f = (a: any[]) => a', 'type A = Record<string, any>'])(
    'would not be kept by: %s',
    (text) => {
      expect(anys('look-alike.ts', text)).toHaveLength(1)
    }
  )

  it.each(["const a = 'any'", 'const any = 1', 'expect.anything()', '// any'])('are kept by: %s', (text) => {
    expect(anys('look-alike.ts', text)).toStrictEqual([])
  })

  it.each([
    "it.skip('a', f)",
    "it.only('a', f)",
    "test.todo('a')",
    "describe.skip('a', f)",
    "it.skip.each([1])('a', f)",
    "xit('a', f)",
    "fdescribe('a', f)",
    'expect(a).rejects.toThrow()',
    'try { a() } catch { b() }'
  ])('would not be kept by a test with: %s', (text) => {
    expect(weakTests('look-alike.test.ts', text)).not.toStrictEqual([])
  })

  it.each([
    "it('skips', f)",
    "it.each([1])('a', f)",
    "const when = has ? describe : describe.skip\nwhen('a', f)",
    "expect(a).rejects.toThrow('word')"
  ])('are kept by a test with: %s', (text) => {
    expect(weakTests('look-alike.test.ts', text)).toStrictEqual([])
  })
})
