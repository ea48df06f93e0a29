import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { compileFunction } from 'node:vm'
import ts from 'typescript'
import { buildProgram } from '../host/cli/program'
import { definition } from '../host/delivery/definition'
import * as entry from '../src'
import { expectCall, withoutNetwork } from './support/expect-call'

withoutNetwork()

const ROOT = path.join(__dirname, '..')
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
  'docs/destination.md',
  'docs/setup.md',
  'docs/hosts.md',
  'docs/segment-pull-request.md',
  'docs/reference.md',
  'docs/measurements.md',
  'docs/plays.md',
  'examples/README.md',
  'examples/events.md'
]
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

/** Every link of a document that stays inside the repository. */
const links = DOCUMENTS.flatMap((file) =>
  [...read(file).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, target]): [string, string] => [file, target])
)

/** The anchor of a heading, as GitHub makes it. */
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-')
  )

/** Every npm command that a document names, in a code block or in the text. */
const npmCommands = DOCUMENTS.flatMap((file) =>
  [...read(file).matchAll(/npm (run (?:--silent )?)?([a-z][\w-]*)/g)].map(
    ([, run, name]): [string, string, boolean] => [file, name, run !== undefined]
  )
)

/** Every command of our own that a document names, from its name to the end of the code it stands in. */
const commandLines = DOCUMENTS.flatMap((file) =>
  [...read(file).matchAll(/`(?:npm run --silent |npx )?heap-appcues (?:-- )?((?!--)[a-z][^`]+)`/g)].map(
    ([, line]): [string, string] => [file, line.trim()]
  )
)

const codeBlocks = (file: string, language: string): string[] =>
  [...read(file).matchAll(new RegExp('```' + language + '\\n([^]*?)```', 'g'))].map(([, code]) => code)

describe('the documents', () => {
  it.each(links)('%s links to something that is there: %s', (file, target) => {
    const [name, anchor] = target.split('#')
    const linked = name === '' ? file : path.posix.join(path.posix.dirname(file), name)
    expect(existsSync(path.join(ROOT, linked))).toBe(true)
    if (anchor) expect(anchorsOf(linked)).toContain(anchor)
  })

  it('name only npm commands that exist', () => {
    const own = ['ci', 'install', 'test', 'start', 'pack']
    const unknown = npmCommands.filter(([, name, isRun]) => !(isRun ? scripts : [...own, ...scripts]).includes(name))
    expect(unknown).toEqual([])
  })

  it.each(commandLines)('%s: the command line takes %s', (_file, line) => {
    const [name, ...words] = line.replace(/[[\]]/g, ' ').trim().split(/\s+/)
    const command = buildProgram().commands.find((each) => each.name() === name)
    const known = ['--help', ...(command?.options ?? []).map(({ long }) => long)]
    expect(command?.name()).toBe(name)
    expect(words.filter((word) => word.startsWith('--') && !known.includes(word))).toEqual([])
  })

  it('name every command of the command line in the README', () => {
    const names = buildProgram().commands.map((command) => command.name())
    expect(names.filter((name) => !commandLines.some(([, line]) => line.startsWith(name)))).toEqual([])
  })

  it('show only shell commands that the first page promises', () => {
    expect(codeBlocks('README.md', 'sh').map((code) => code.trim())).toEqual([
      'npm ci && npm start',
      'npm ci && npm test'
    ])
  })

  it('name every preset and every setting in the reference', () => {
    const reference = read('docs/reference.md')
    const names = [
      ...(definition.presets ?? []).map(({ name }) => name ?? ''),
      ...Object.values(definition.authentication?.fields ?? {})
        .filter(({ unsafe_hidden }) => !unsafe_hidden)
        .map(({ label }) => label)
    ]
    expect(names.filter((name) => !reference.includes(name))).toEqual([])
  })

  it('run: the shortest host of the README sends one event to Heap', async () => {
    const [code] = codeBlocks('README.md', 'ts')
    const call = expectCall('POST', 'https://heapanalytics.com/api/track')
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: 99 } })
    const load = (name: string): unknown => (name === 'heap-appcues' ? entry : jest.requireActual(name))
    const run = compileFunction(`return (async () => { ${outputText}; return responses })()`, [
      'require',
      'exports'
    ]) as (require: (name: string) => unknown, exports: object) => Promise<unknown>
    expect(await run(load, {})).toMatchObject([{ multistatus: [{ status: 200 }] }])
    expect(call.body).toStrictEqual({
      app_id: '11',
      events: [
        {
          identity: 'alice@example.com',
          event: 'Flow Started',
          timestamp: '2026-03-10T22:21:56.000Z',
          idempotency_key: 'message-1:Flow Started',
          properties: { 'Flow ID': 'flow-1', 'Flow Name': 'Welcome', Timestamp: '2026-03-10T22:21:56.000Z' }
        }
      ]
    })
  })

  it('show a model for Reverse ETL whose only column is the unique identifier', () => {
    expect(codeBlocks('docs/setup.md', 'sql')).toHaveLength(1)
    expect(codeBlocks('docs/setup.md', 'sql')[0]).toContain('AS user_id')
  })
})
