import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, moduleNames } from './source-files'
import type { ModuleName } from './source-files'
import { definition, isThere, isTravellingTest, placeOf, snapshotOf, source } from './places'

/** The tests as they stand there, by path in the destination's folder, and those that cannot run there, with the reason. */
export interface TestFiles {
  files: Map<string, string>
  leftHere: Map<string, string>
}

/** Tests of the destination, their snapshots and what they share, with the paths of their imports adapted. */
export function testFiles(root: string): TestFiles {
  const files = new Map<string, string>()
  const leftHere = new Map<string, string>()
  const folders = foldersOf(path.join(root, source))
  for (const test of filesBelow(root, '__tests__').filter(isTravellingTest)) {
    const found = withShared(root, test, folders)
    if (typeof found === 'string') leftHere.set(test, found)
    else for (const [file, text] of [...found, ...snapshotFor(root, test, folders)]) files.set(file, text)
  }
  return { files, leftHere }
}

const foldersOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

/** Their continuous integration writes no snapshot, so ours goes along, under the first line that their Jest writes. */
function snapshotFor(root: string, test: string, folders: string[]): [string, string][] {
  const snapshot = path.join(root, snapshotOf(test))
  if (!existsSync(snapshot)) return []
  const text = readFileSync(snapshot, 'utf8').replace(/^.*/, '// Jest Snapshot v1, https://goo.gl/fbAQLP')
  return [[snapshotOf(placeOf(test, folders)!), text]]
}

/** A test with all that it imports from this project's tests; or the reason why it has to stay. */
function withShared(root: string, test: string, folders: string[]): Map<string, string> | string {
  const found = new Map<string, string>()
  const queue = [test]
  for (const file of queue) {
    const text = readFileSync(path.join(root, file), 'utf8')
    if (/\b__dirname\b|\bprocess\.cwd\b/.test(text)) return `${file} reads files of this project`
    const names = moduleNames(file, text).map((name) => ({ ...name, target: resolve(root, file, name.name) }))
    const stranger = names.find((name) => !canGo(name, name.target, folders))
    if (stranger) return `${file} needs ${stranger.target ?? stranger.name}`
    queue.push(
      ...names.flatMap(({ target }) => (target?.startsWith('__tests__/') && !queue.includes(target) ? [target] : []))
    )
    found.set(placeOf(file, folders)!, adapted(file, text, names, folders))
  }
  return found
}

function canGo({ name, braces }: ModuleName, target: string | undefined, folders: string[]): boolean {
  if (target === undefined) return !name.startsWith('.') && isThere(name)
  return target === definition ? braces?.text === '{ definition }' : placeOf(target, folders) !== undefined
}

/** The file of this project that a relative module name means. */
function resolve(root: string, from: string, name: string): string | undefined {
  if (!name.startsWith('.')) return undefined
  const base = path.posix.join(path.posix.dirname(from), name)
  return [base, `${base}.ts`, `${base}/index.ts`].find(
    (file) => /\.\w+$/.test(file) && existsSync(path.join(root, file))
  )
}

/** The text with each relative module name as it must be said from the new place, where the definition is a default export. */
function adapted(
  file: string,
  text: string,
  names: readonly (ModuleName & { target?: string })[],
  folders: string[]
): string {
  const from = path.posix.dirname(placeOf(file, folders)!)
  return [...names].reverse().reduce((changed, { start, end, target, braces }) => {
    if (target === undefined) return changed
    const to = path.posix.relative(from, placeOf(target, folders)!).replace(/(?:^|\/)index\.ts$|\.ts$/, '')
    const name = to.startsWith('.') ? to : `./${to}`
    const renamed = changed.slice(0, start) + name + changed.slice(end)
    if (target !== definition || !braces) return renamed
    return renamed.slice(0, braces.start) + 'definition' + renamed.slice(braces.end)
  }, text)
}
