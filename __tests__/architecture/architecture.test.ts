import ts from 'typescript'
import { moduleNames, parse } from '../../scripts/export/source-files'
import { fences, needs } from './support/fences'
import { circlesIn, projectFiles, reachOf, resolved, textOf, typescriptFiles } from './support/project'

function trespasses(file: string, text: string): string[] {
  const fence = fences.find(({ of }) => of.test(file))
  if (!fence) return [`${file} stands outside every fence: give it a row`]
  return moduleNames(file, text).flatMap(({ name, typeOnly }) => {
    const target = resolved(file, name)
    const allowed = typeOnly ? [...fence.may, ...(fence.types ?? [])] : fence.may
    return allowed.some((pattern) => pattern.test(target)) ? [] : [`${file} imports ${target}`]
  })
}

describe('who may import what', () => {
  it('finds the project', () => {
    expect(typescriptFiles.length).toBeGreaterThan(100)
  })

  it('holds in every file', () => {
    expect(typescriptFiles.flatMap((file) => trespasses(file, textOf(file)))).toStrictEqual([])
  })

  const destination = 'src/destinations/heap-appcues'

  it.each([
    [`${destination}/heap/client.ts`, '../appcues/api'],
    [`${destination}/appcues/api.ts`, '../heap/client'],
    [`${destination}/heap/client.ts`, '../trackEvent/fields'],
    [`${destination}/heap/client.ts`, '../presets'],
    [`${destination}/trackEvent/index.ts`, '../updateUser'],
    [`${destination}/trackEvent/index.ts`, '../presets'],
    [`${destination}/trackEvent/index.ts`, 'crypto'],
    [`${destination}/trackEvent/index.ts`, 'lodash'],
    [`${destination}/trackEvent/index.ts`, '../../../sources/shared/segment-call'],
    [`${destination}/catalog.ts`, '@segment/actions-core'],
    [`${destination}/shared/time.ts`, '../settings'],
    [`${destination}/settings.ts`, './heap/client'],
    [`${destination}/index.ts`, '../../sources'],
    [`${destination}/index.ts`, '../heap-cloud'],
    [`${destination}/brand-new.ts`, './catalog'],
    ['src/sources/appcues-webhook/receive.ts', '../heap-segment-sync/receive'],
    ['src/sources/appcues-webhook/receive.ts', '../../destinations/heap-appcues/heap/properties'],
    ['src/sources/appcues-webhook/receive.ts', '../../destinations/heap-appcues'],
    ['src/sources/appcues-webhook/receive.ts', 'lodash/get'],
    ['src/sources/shared/segment-call.ts', 'node:crypto'],
    ['src/runtime/core/deliver.ts', 'ajv'],
    ['src/runtime/core/deliver.ts', '../../sources'],
    ['src/runtime/handler/index.ts', 'hono'],
    ['src/runtime/destination-function/index.ts', '../../sources'],
    ['src/index.ts', '../host/cli'],
    ['host/cli.ts', '../src'],
    ['host/cli.ts', '../src/destinations/heap-appcues/trackEvent/build-event'],
    ['host/cli.ts', '../src/destinations/heap-appcues/shared/batch'],
    ['bench/run.ts', '../src/sources/shared/json'],
    ['host/cli.ts', '../__tests__/support/expect-call'],
    ['host/page/index.tsx', '../server/app'],
    ['bench/run.ts', '../src/destinations/heap-appcues/heap/client'],
    ['examples/flow.ts', '../src'],
    ['__tests__/a.test.ts', './segment/definition.test']
  ])('would not hold if %s imported %s', (file, name) => {
    expect(trespasses(file, `import a from '${name}'\n`)).toHaveLength(1)
  })

  it.each(['host', 'bench'] as const)('lists no file of src that %s does not need', (folder) => {
    const importers = typescriptFiles.filter((file) => file.startsWith(`${folder}/`))
    const imports = importers.flatMap((file) =>
      moduleNames(file, textOf(file)).map(({ name, typeOnly }) => ({ target: resolved(file, name), typeOnly }))
    )
    const run = new Set(imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target))
    const known = new Set(imports.map(({ target }) => target))
    expect(needs[folder].files.filter((file) => !run.has(file))).toStrictEqual([])
    expect(needs[folder].types.filter((file) => !known.has(file) || run.has(file))).toStrictEqual([])
  })

  it.each([
    [`${destination}/trackEvent/index.ts`, "import a from '../heap/client'"],
    [`${destination}/trackEvent/index.ts`, "import a from 'lodash/get'"],
    [`${destination}/settings.ts`, "import type { GlobalSetting } from '@segment/actions-core'"],
    [`${destination}/shared/mapping.ts`, "import type { JSONObject } from '@segment/actions-core'"],
    [`${destination}/presets.ts`, "import a from './trackEvent'"],
    ['src/sources/appcues-webhook/receive.ts', "import a from '../../destinations/heap-appcues/catalog'"],
    ['src/sources/appcues-webhook/receive.ts', "import a from '../shared/segment-call'"],
    ['host/delivery/definition.ts', "import a from '../../src/destinations/heap-appcues'"],
    ['host/cli.ts', "import { sources } from '../src/sources'"],
    ['examples/flow.ts', "import type { A } from '../src'"]
  ])('holds when %s says %s', (file, text) => {
    expect(trespasses(file, text)).toStrictEqual([])
  })

  it.each([
    "export * from '../appcues/api'",
    "const a = require('../appcues/api')",
    "void import('../appcues/api')",
    "type A = import('../appcues/api').A"
  ])('sees every way to import: %s', (text) => {
    expect(trespasses(`${destination}/heap/client.ts`, text)).toHaveLength(1)
  })
})

const DESTINATION = 'src/destinations/heap-appcues'

/** Data without behaviour: a reader skips it on the way from an event to its request. */
const TABLE = /(?:^|\/)(?:generated-types|catalog|settings|common-fields|presets|versioning-info|limits|fields)\.ts$/

const behaviourOn = (entry: string): string[] => reachOf(entry).filter((file) => !TABLE.test(file))

describe('the files on the way', () => {
  /** To follow one event from its entry to the request and back, a reader opens at most so many files, tables apart. */
  it.each([
    [`${DESTINATION}/trackEvent/index.ts`, 18],
    [`${DESTINATION}/syncAudience/index.ts`, 25],
    ['src/sources/appcues-webhook/on-request.ts', 18]
  ])('from %s are at most %i', (entry, most) => {
    const files = behaviourOn(entry)
    expect(files.length > most ? files : []).toStrictEqual([])
  })

  it('are few in the destination, and fewer at its root', () => {
    const files = projectFiles.filter((file) => file.startsWith(`${DESTINATION}/`))
    const root = files.filter((file) => !file.slice(DESTINATION.length + 1).includes('/'))
    const ours = files.filter((file) => /(?<!generated-types)\.ts$/.test(file))
    expect(ours.length).toBeLessThanOrEqual(50)
    expect(root.length).toBeLessThanOrEqual(10)
  })

  it('lead nowhere in a circle', () => {
    expect(circlesIn(typescriptFiles)).toStrictEqual([])
  })

  it('would be seen to lead in a circle', () => {
    const imports: Record<string, string[]> = { a: ['b', 'd'], b: ['c'], c: ['b'], d: [] }
    expect(circlesIn(['a'], (file) => imports[file])).toStrictEqual([['b', 'c', 'b']])
  })
})

/** Put together, so that this file does not hold what it looks for. */
const word = (...parts: string[]): string => parts.join('')
const MARKS = [
  word('@ts-', 'ignore'),
  word('@ts-', 'nocheck'),
  word('@ts-', 'expect-error'),
  word('eslint-', 'disable'),
  word('oxlint-', 'disable'),
  word('oxfmt-', 'ignore'),
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
  it('say what types are meant, and silence no tool', () => {
    const marked = (file: string): string[] =>
      MARKS.filter((mark) => textOf(file).includes(mark)).map((mark) => `${file}: ${mark}`)
    expect(typescriptFiles.flatMap((file) => anys(file, textOf(file)))).toStrictEqual([])
    expect(typescriptFiles.flatMap(marked)).toStrictEqual([])
  })

  it('leave no test out and take no error for another', () => {
    expect(tests.flatMap((file) => weakTests(file, textOf(file)))).toStrictEqual([])
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

/** The platform reads the status of an error: one without is for it a fault of the code. */
const bareErrors = (file: string, text: string): string[] =>
  visitAll(
    file,
    text,
    (node) =>
      ts.isThrowStatement(node) &&
      ts.isNewExpression(node.expression) &&
      node.expression.expression.getText() in globalThis
  )

describe('the destination throws the errors of the framework', () => {
  it.each(typescriptFiles.filter((file) => file.startsWith('src/destinations/')))('%s does', (file) => {
    expect(bareErrors(file, textOf(file))).toStrictEqual([])
  })

  it.each(["throw new Error('a')", "if (a) throw new TypeError('a')", 'throw new RangeError()'])('not: %s', (text) => {
    expect(bareErrors('look-alike.ts', text)).toHaveLength(1)
  })

  it.each(["throw new PayloadValidationError('a')", "const a = new Error('a')", 'throw error'])('but: %s', (text) => {
    expect(bareErrors('look-alike.ts', text)).toStrictEqual([])
  })
})

/** Where the clock, the network and the log of the surroundings are read and handed to the core. */
const EDGES = /^src\/(?:sources\/[^/]+\/on-request|runtime\/(?:destination-function|handler)\/index)\.ts$/

const sources = typescriptFiles.filter((file) => file.startsWith('src/') && !EDGES.test(file))

const FORBIDDEN = [
  /^process\b/,
  /^console\b/,
  /^Date\.now$/,
  /^performance\b/,
  /^Math\.random$/,
  /^(?:globalThis\.)?(?:setTimeout|setInterval|setImmediate|queueMicrotask|fetch)$/,
  /^(?:crypto\.)?(?:randomUUID|randomBytes|getRandomValues)$/
]

/** A name that is used as a value: no key, no type, no property of something else. */
const isUse = (node: ts.Node): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(node)) return true
  if (!ts.isIdentifier(node)) return false
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  return ts.isCallExpression(parent) ? true : ts.isExpression(node) && !isDeclaredName(parent, node)
}

const isDeclaredName = (parent: ts.Node, node: ts.Identifier): boolean =>
  (parent as { name?: ts.Node }).name === node && !ts.isShorthandPropertyAssignment(parent)

function readsFromOutside(file: string, text: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isNow =
      (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length) ||
      (ts.isCallExpression(node) && node.expression.getText() === 'Date')
    if (isNow) found.push(`${file}: ${node.getText()}`)
    else if (isUse(node) && FORBIDDEN.some((pattern) => pattern.test(node.getText())))
      return void found.push(`${file}: ${node.getText()}`)
    ts.forEachChild(node, visit)
  }
  visit(parse(file, text))
  return found
}

describe('src takes time and surroundings as arguments', () => {
  it('and reads no clock, no environment, no chance, and writes no log', () => {
    expect(sources.length).toBeGreaterThan(50)
    expect(sources.flatMap((file) => readsFromOutside(file, textOf(file)))).toStrictEqual([])
  })

  it.each([
    'const now = Date.now()',
    'const now = new Date()',
    'const now = new Date',
    'const now = Date()',
    'const clock = Date.now',
    'const key = process.env.KEY',
    "const key = process['env'].KEY",
    'console.log(1)',
    'const log = console',
    'const time = performance.now()',
    'const chance = Math.random()',
    'const id = crypto.randomUUID()',
    'setTimeout(() => 1, 2)',
    'const later = { setTimeout }',
    'void fetch(url)'
  ])('would not stand with: %s', (text) => {
    expect(readsFromOutside('look-alike.ts', text).length).toBeGreaterThan(0)
  })

  it.each([
    'const time = new Date(value)',
    'const time = new Date(0)',
    'const time = Date.UTC(2026, 0)',
    'const isDate = value instanceof Date',
    'const least = Math.min(1, 2)',
    'const a = { process: 1, console: 2, fetch: 3 }',
    'const a = order.process',
    'interface A { performance: number }',
    "const a = 'Date.now()'"
  ])('stands with: %s', (text) => {
    expect(readsFromOutside('look-alike.ts', text)).toStrictEqual([])
  })
})

const REGISTRIES = [
  word('npm', 'js.org'),
  word('npm', 'js.com'),
  word('yarn', 'pkg.com'),
  word('npm.pkg.', 'github.com')
]

/** A folder of one machine: somebody's home, or the place where a tool works. */
const MACHINE = /(?:^|[\s'"`(=:])\/(?:home|root|Users|work|workspace)\/[\w.]/m

const texts = projectFiles.filter((file) => !/\.(?:png|jpg|gif|ico|woff2|gz|zip)$/.test(file))

describe('files of the project', () => {
  it('name no registry and no folder of one machine', () => {
    const named = (file: string): string[] => {
      const text = textOf(file)
      const found = [...REGISTRIES.filter((host) => text.includes(host)), ...(MACHINE.exec(text) ?? [])]
      return found.map((address) => `${file}: ${address}`)
    }
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.flatMap(named)).toStrictEqual([])
  })

  it('lock versions and hashes, and no addresses to fetch them from', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string }>
    }
    const entries = Object.entries(packages).filter(([name]) => name !== '')
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toStrictEqual([])
    expect(entries.filter(([, { integrity }]) => !integrity).map(([name]) => name)).toStrictEqual([])
  })

  it.each([word("open('/ho", "me/alice/file')"), word('cd /wo', 'rk/project'), word('"/Us', 'ers/alice"')])(
    'would not pass with: %s',
    (text) => {
      expect(MACHINE.test(text)).toBe(true)
    }
  )

  it.each(['https://app.example.com/home/alice', 'src/work/file', '/home', 'GET /users/alice'])(
    'pass with: %s',
    (text) => {
      expect(MACHINE.test(text)).toBe(false)
    }
  )
})
