import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { filesBelow, moduleNames } from '../../../scripts/export/source-files'

const ROOT = path.join(__dirname, '../../..')

/** Folders of the project; what is installed or built is none of its own. */
const FOLDERS = ['src', 'host', 'scripts', 'bench', 'examples', '__tests__', 'docs', '.github', '.ci']
const FILES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'package.json',
  'package-lock.json',
  '.oxlintrc.json',
  '.oxfmtrc.json',
  'jest.config.js',
  'jest.registry.config.js',
  'stryker.config.mjs',
  '.npmrc'
]

/** Everything that belongs to the project, by path below its root. */
export const projectFiles: string[] = [
  ...FOLDERS.flatMap((folder) => filesBelow(ROOT, folder)),
  ...FILES.filter((file) => existsSync(path.join(ROOT, file)))
]

export const typescriptFiles = projectFiles.filter(
  (file) => /\.tsx?$/.test(file) && !/generated-[a-z]+\.ts$/.test(file)
)

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')

/** What a module name means: a file of this project by its path, anything else by its name. */
export function resolved(from: string, name: string): string {
  if (!name.startsWith('.')) return name
  const base = path.posix.join(path.posix.dirname(from), name)
  const found = [`${base}.ts`, `${base}.tsx`, `${base}/index.ts`, `${base}/index.tsx`, base].find(
    (file) => /\.\w+$/.test(file) && existsSync(path.join(ROOT, file))
  )
  return found ?? base
}

const known = new Map<string, string[]>()

/** The TypeScript files of this project that a file imports, types included. */
function importsOf(file: string): string[] {
  const found =
    known.get(file) ??
    moduleNames(file, textOf(file))
      .map(({ name }) => resolved(file, name))
      .filter((target) => /\.tsx?$/.test(target))
  known.set(file, found)
  return found
}

/** The files that an entry imports, directly or not, itself among them. */
export function reachOf(entry: string): string[] {
  const reached = new Set([entry])
  for (const file of reached) for (const target of importsOf(file)) reached.add(target)
  return [...reached].sort()
}

/** Each import circle among the files, as the path that leads back to its first file. */
export function circlesIn(files: readonly string[], imports: (file: string) => string[] = importsOf): string[][] {
  const done = new Set<string>()
  const circles: string[][] = []
  const walk = (file: string, way: string[]): void => {
    const start = way.indexOf(file)
    if (start >= 0) return void circles.push([...way.slice(start), file])
    if (done.has(file)) return
    for (const target of imports(file)) walk(target, [...way, file])
    done.add(file)
  }
  for (const file of files) walk(file, [])
  return circles
}
