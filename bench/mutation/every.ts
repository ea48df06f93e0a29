import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect } from 'expect'
import { bind } from 'jest-each'
import { ModuleMocker } from 'jest-mock'
import { cleanAll } from 'nock'

/**
 * Jest’s tests of what is shipped, run by Mocha: it loads them once and runs them for every mutant, where Jest loads the framework
 * anew each time: two seconds, more than all else. Only `npm run mutation` uses this.
 */
const TESTS = join(__dirname, '..', '..', '__tests__')
const AREAS = /^(?:destinations|sources|security|runtime|loop-prevention)\b/
/** These start processes, or read what was built. */
const OTHERS = /(?:bundles|process-list|built|serve|hosts-document)\.test/

/** Loads at once: a group of tests is described before it returns. */
const load = createRequire(__filename)

type Body = () => unknown

/** Mocha's own globals, before Jest's replace them. */
const mocha = { ...globalThis } as unknown as {
  describe: (name: string, body: Body) => void
  it: (name: string, body: Body) => { timeout(milliseconds: number): void }
  before: (body: Body) => void
  after: (body: Body) => void
}

const one = (name: string, body: Body, timeout = 30_000): void => mocha.it(name, body).timeout(timeout)
const group = (name: string, body: Body): void => mocha.describe(name, () => void body())
const withTables = <T extends object>(block: T): T => Object.assign(block, { each: bind(block as never) })

Object.assign(globalThis, {
  expect,
  jest: new ModuleMocker(globalThis),
  describe: withTables(group),
  it: withTables(one),
  test: withTables(one),
  beforeAll: mocha.before,
  afterAll: mocha.after
})

/** What a mutant left behind must not meet the next one. */
mocha.before(() => cleanAll())

const files = readdirSync(TESTS, { recursive: true, encoding: 'utf8' }).sort()
for (const file of files.filter((name) => AREAS.test(name) && name.endsWith('.test.ts') && !OTHERS.test(name))) {
  mocha.describe(file, () => load(join(TESTS, file)))
}
