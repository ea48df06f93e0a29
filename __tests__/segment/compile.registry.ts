import path from 'node:path'
import ts from 'typescript'

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
