import { readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { isTravellingTest, placeOf } from '../../scripts/export/places'
import { filesBelow, parse } from '../../scripts/export/source-files'

const ROOT = path.join(__dirname, '../..')
const FOLDER = path.join(ROOT, 'src/destinations/heap-appcues')

/** The options of Segment's repository, and the folder alone. */
const { options, fileNames } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(ROOT, 'tsconfig.segment.json'), (file) => ts.sys.readFile(file)).config,
  ts.sys,
  ROOT
)

/** Files that were read once: the two programs below share all but the added ones. */
const parsed = new Map<string, ts.SourceFile | undefined>()

function compile(extra: Record<string, string> = {}): { complaints: string[]; program: ts.Program } {
  const added = new Map(Object.entries(extra).map(([file, text]) => [path.join(FOLDER, file), text]))
  const plain = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...plain,
    fileExists: (file) => added.has(file) || plain.fileExists(file),
    readFile: (file) => added.get(file) ?? plain.readFile(file),
    getSourceFile: (file, language) => {
      const text = added.get(file)
      if (text !== undefined) return ts.createSourceFile(file, text, language)
      if (!parsed.has(file)) parsed.set(file, plain.getSourceFile(file, language))
      return parsed.get(file)
    }
  }
  const program = ts.createProgram([...fileNames, ...added.keys()], options, host)
  // With files that were added, only those are looked at: without any, all were.
  const looked = added.size === 0 ? [undefined] : [...added.keys()].map((file) => program.getSourceFile(file))
  const diagnostics = looked.flatMap((file) => [
    ...ts.getPreEmitDiagnostics(program, file),
    ...program.getDeclarationDiagnostics(file)
  ])
  const complaints = diagnostics.map(
    ({ file, messageText }) =>
      `${file ? path.relative(FOLDER, file.fileName) : ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
  )
  return { complaints, program }
}

describe('the destination’s folder alone', () => {
  it('compiles with Segment’s version of TypeScript and its options', () => {
    const { complaints, program } = compile()
    expect(ts.version).toMatch(/^5\.5\./)
    expect(complaints).toStrictEqual([])
    const outside = program
      .getSourceFiles()
      .map(({ fileName }) => path.relative(ROOT, fileName))
      .filter((file) => !file.startsWith('src/destinations/heap-appcues/') && !file.startsWith('node_modules/'))
    expect(outside).toStrictEqual([])
  })

  it('would not compile with what Segment’s options forbid', () => {
    const { complaints } = compile({
      'text.ts': "export const text = 'aa'.replaceAll('a', 'b')\n",
      'object.ts': "export const has = Object.hasOwn({}, 'a')\n",
      'cause.ts': "export const error = new Error('a', { cause: 1 })\n",
      'local.ts': 'export function f(): void {\n  const unused = 1\n}\n',
      'parameter.ts': 'export const f = (unused: string): number => 1\n',
      'jest.ts': 'export const f = jest.fn()\n'
    })
    expect(complaints.map((text) => text.split(':')[0]).sort()).toStrictEqual([
      'cause.ts',
      'jest.ts',
      'local.ts',
      'object.ts',
      'parameter.ts',
      'text.ts'
    ])
  })
})

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
