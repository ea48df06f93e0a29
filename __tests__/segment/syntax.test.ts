import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { filesBelow } from '../../scripts/export/files'
import { parse } from '../../scripts/export/imports'
import { isTravellingTest, placeOf } from '../../scripts/export/places'

const ROOT = path.join(__dirname, '../..')
const SOURCES = filesBelow(ROOT, 'src/destinations/heap-appcues').filter((file) => file.endsWith('.ts'))
const TESTS = filesBelow(ROOT, '__tests__').filter(isTravellingTest)

/**
 * Syntax that prettier 2.4.1 cannot read (it knows TypeScript as of 4.4). Segment's repository formats every commit with
 * that version, so one such word stops the commit of whoever takes the folder there.
 */
function isTooNew(node: ts.Node): boolean {
  if (ts.isSatisfiesExpression(node)) return true
  if (ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) return node.isTypeOnly
  if (ts.isTypeParameterDeclaration(node)) return (node.modifiers?.length ?? 0) > 0
  if (ts.isInferTypeNode(node)) return node.typeParameter.constraint !== undefined
  return ts.isExportDeclaration(node) && node.isTypeOnly && !node.exportClause
}

function tooNew(file: string, text: string): string[] {
  const source = parse(file, text)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (isTooNew(node)) found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

describe('files that go to Segment’s repository', () => {
  it.each([...SOURCES, ...TESTS])('can be formatted there: %s', (file) => {
    expect(placeOf(file, [])).toBeDefined()
    expect(tooNew(file, readFileSync(path.join(ROOT, file), 'utf8'))).toStrictEqual([])
  })

  it.each([
    'const a = {} satisfies object',
    'const a = { b: 1 } as const satisfies Record<string, number>',
    "import { type A } from './a'",
    "export { type A } from './a'",
    "export type * from './a'",
    'const f = <const T>(a: T) => a',
    'interface A<in T> { a: (b: T) => void }',
    'type A<T> = T extends [infer F extends string] ? F : never'
  ])('would not be formatted with: %s', (text) => {
    expect(tooNew('look-alike.ts', text)).toHaveLength(1)
  })

  it.each([
    "import type { A } from './a'",
    "export type { A } from './a'",
    'const a = { b: 1 } as const',
    'const f = <T extends string>(a: T) => a',
    'type A<T> = T extends [infer F] ? F : never',
    'const satisfies = 1'
  ])('are formatted with: %s', (text) => {
    expect(tooNew('look-alike.ts', text)).toStrictEqual([])
  })
})
