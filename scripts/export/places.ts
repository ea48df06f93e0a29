import { builtinModules } from 'node:module'
import path from 'node:path'

/** Name of the destination's folder, here and there. */
export const folder = 'heap-appcues'

/** The destination's folder, below the root of this project. */
export const source = `src/destinations/${folder}`

/** Where tests here take the destination from, under a name without blanks; there they take it as it is. */
export const definition = 'host/delivery/definition.ts'

/** Tests that go along: what the destination does, and the snapshot of what leaves. */
const TESTS = [/^__tests__\/destinations\/(.+\.test\.ts)$/, /^__tests__\/segment\/(snapshot\.test\.ts)$/]

export const isTravellingTest = (file: string): boolean => TESTS.some((pattern) => pattern.test(file))

/**
 * Where a file of this project stands in the destination's folder there; undefined when it has no place. A test of a folder
 * stands in that folder's own `__tests__`. What tests share goes below `__tests__/__helpers__`, because Jest takes every other
 * file of `__tests__` for a test there.
 *
 * @param folders the folders of the destination
 */
export function placeOf(file: string, folders: readonly string[]): string | undefined {
  if (file === definition) return 'index.ts'
  if (file.startsWith(`${source}/`)) return file.slice(source.length + 1)
  const test = TESTS.map((pattern) => pattern.exec(file)?.[1]).find((found) => found !== undefined)
  if (test !== undefined) {
    const [first, ...rest] = test.split('/')
    return folders.includes(first) ? `${first}/__tests__/${rest.join('/')}` : `__tests__/${test}`
  }
  const shared = /^__tests__\/(?!.*\.test\.ts$)(.+\.ts)$/.exec(file)?.[1]
  return shared === undefined ? undefined : `__tests__/__helpers__/${shared}`
}

/** Where a test's snapshot stands beside it. */
export const snapshotOf = (test: string): string =>
  `${path.posix.dirname(test)}/__snapshots__/${path.posix.basename(test)}.snap`

const THERE = new Set(['@segment/actions-core', '@segment/destination-subscriptions', 'nock', '@jest/globals'])

/** Whether a package, or a module of Node's, can be imported there. */
export const isThere = (name: string): boolean =>
  THERE.has(name) || /^lodash\/\w+$/.test(name) || builtinModules.includes(name.replace(/^node:/, ''))
