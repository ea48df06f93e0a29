import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { isTravellingTest, placeOf } from '../../scripts/export/places'
import { filesBelow, parse } from '../../scripts/export/source-files'
import { testFiles } from '../../scripts/export/test-files'
import { temporaryFolder } from '../support/temporary'

const project = (tests: Record<string, string>): string =>
  temporaryFolder({
    'src/index.ts': 'export default 1\n',
    'host/delivery/definition.ts': 'export const definition = 1\n',
    'src/sources/index.ts': 'export const sources = {}\n',
    'src/destinations/heap-appcues/index.ts': 'export default 1\n',
    'src/destinations/heap-appcues/heap/client.ts': 'export const api = 1\n',
    'src/destinations/heap-appcues/trackEvent/index.ts': 'export default 1\n',
    '__tests__/support/calls.ts': "import nock from 'nock'\nexport const calls = nock\n",
    '__tests__/support/random.ts': "import fc from 'fast-check'\nexport const random = fc\n",
    ...tests
  })

const outcome = (text: string): { there: string | undefined; reason: string | undefined } => {
  const { files, leftHere } = testFiles(project({ '__tests__/destinations/heap/client.test.ts': text }))
  return { there: files.get('heap/__tests__/client.test.ts'), reason: [...leftHere.values()][0] }
}

describe('tests that travel with the destination', () => {
  it.each([
    ["import { api } from '../../../src/destinations/heap-appcues/heap/client'", "import { api } from '../client'"],
    ["import action from '../../../src/destinations/heap-appcues/trackEvent'", "import action from '../../trackEvent'"],
    ["import definition from '../../../src/destinations/heap-appcues'", "import definition from '../..'"],
    ["import { definition } from '../../../host/delivery/definition'", "import definition from '../..'"],
    [
      "import { calls } from '../../support/calls'",
      "import { calls } from '../../__tests__/__helpers__/support/calls'"
    ],
    ["jest.mock('../../../src/destinations/heap-appcues/heap/client')", "jest.mock('../client')"],
    ["import get from 'lodash/get'", "import get from 'lodash/get'"],
    ["import { createHmac } from 'node:crypto'", "import { createHmac } from 'node:crypto'"],
    ["const text = 'import x from \\'../../support/calls\\''", "const text = 'import x from \\'../../support/calls\\''"]
  ])('find what %s means', (here, there) => {
    expect(outcome(`${here}\n`)).toStrictEqual({ there: `${there}\n`, reason: undefined })
  })

  it('bring along what they share', () => {
    const { files } = testFiles(
      project({ '__tests__/destinations/a.test.ts': "import { calls } from '../support/calls'\ncalls()\n" })
    )
    expect([...files]).toStrictEqual([
      ['__tests__/a.test.ts', "import { calls } from './__helpers__/support/calls'\ncalls()\n"],
      ['__tests__/__helpers__/support/calls.ts', "import nock from 'nock'\nexport const calls = nock\n"]
    ])
  })

  it('bring their snapshot, under the first line that Jest 27 writes', () => {
    const { files } = testFiles(
      project({
        '__tests__/segment/snapshot.test.ts': 'export {}\n',
        '__tests__/segment/__snapshots__/snapshot.test.ts.snap':
          '// Jest Snapshot v1, https://elsewhere\n\nexports = 1\n'
      })
    )
    expect(files.get('__tests__/__snapshots__/snapshot.test.ts.snap')).toBe(
      '// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports = 1\n'
    )
  })

  it.each([
    ["import fc from 'fast-check'", '__tests__/destinations/heap/client.test.ts needs fast-check'],
    ["import _ from 'lodash'", '__tests__/destinations/heap/client.test.ts needs lodash'],
    ["import { random } from '../../support/random'", '__tests__/support/random.ts needs fast-check'],
    ["import definition from '../../../src'", '__tests__/destinations/heap/client.test.ts needs src/index.ts'],
    [
      "import { CATALOG_NAME } from '../../../host/delivery/definition'",
      '__tests__/destinations/heap/client.test.ts needs host/delivery/definition.ts'
    ],
    [
      "import { sources } from '../../../src/sources'",
      '__tests__/destinations/heap/client.test.ts needs src/sources/index.ts'
    ],
    ["import { gone } from './gone'", '__tests__/destinations/heap/client.test.ts needs ./gone'],
    ['const file = __dirname', '__tests__/destinations/heap/client.test.ts reads files of this project']
  ])('stay here with %s', (text, reason) => {
    expect(outcome(`${text}\n`)).toStrictEqual({ there: undefined, reason })
  })

  it('are those of the destination, beside what they test, and the snapshot', () => {
    const files = [
      'sources/a',
      'host/a',
      'segment/presets',
      'fences/a',
      'destinations/b',
      'destinations/trackEvent/c',
      'destinations/presets/d',
      'segment/snapshot'
    ]
    const root = project(Object.fromEntries(files.map((file) => [`__tests__/${file}.test.ts`, 'export {}\n'])))
    expect([...testFiles(root).files.keys()]).toStrictEqual([
      '__tests__/b.test.ts',
      '__tests__/presets/d.test.ts',
      'trackEvent/__tests__/c.test.ts',
      '__tests__/snapshot.test.ts'
    ])
  })
})

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
