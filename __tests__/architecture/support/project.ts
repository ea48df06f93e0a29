import { readFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { filesBelow } from '../../../scripts/export/files'

export const ROOT = path.join(__dirname, '../../..')

/** Folders of the project; what is installed or built is none of its own. */
const FOLDERS = ['src', 'host', 'scripts', 'bench', 'examples', '__tests__', 'docs', '.github', '.ci']
const FILES = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'package.json',
  'package-lock.json',
  'eslint.config.mjs',
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
