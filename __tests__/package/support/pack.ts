import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '../../support/temporary'

export const ROOT = path.join(__dirname, '../../..')

/** What a build and a package are made from. */
const SOURCES = ['src', 'host', 'scripts', 'examples', 'package.json', 'README.md', 'LICENSE', 'CHANGELOG.md']
const SETTINGS = ['tsconfig.json', 'tsconfig.build.json']

export interface Packed {
  /** An otherwise empty project into which the package is installed. */
  consumer: string
  /** Paths in the package. */
  files: string[]
}

/**
 * Builds a fresh copy of the project, packs it, and installs the packed file into an empty project: beside it only what
 * package.json declares, as the lock file has it, so that nothing undeclared is found by accident. Nothing is fetched.
 */
export function packAndInstall(): Packed {
  const folder = temporaryFolder()
  const project = path.join(folder, 'project')
  const consumer = path.join(folder, 'consumer')
  const installed = path.join(consumer, 'node_modules/heap-appcues')
  for (const one of [project, installed]) mkdirSync(one, { recursive: true })
  for (const one of [...SOURCES, ...SETTINGS].filter((file) => existsSync(path.join(ROOT, file)))) {
    cpSync(path.join(ROOT, one), path.join(project, one), { recursive: true })
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'))
  npm(project, 'run', 'build')
  const [{ filename, files }] = JSON.parse(npm(project, 'pack', '--offline', '--json')) as [
    { filename: string; files: { path: string }[] }
  ]
  execFileSync('tar', ['-xzf', path.join(project, filename), '--strip-components=1', '-C', installed])
  for (const one of declaredPackages()) cpSync(path.join(ROOT, one), path.join(consumer, one), { recursive: true })
  return { consumer, files: files.map((file) => file.path).sort() }
}

/** What npm says on its standard output; when it fails, everything it says is the error. */
function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', ['--silent', ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout
}

/** The dependencies and theirs, as folders below the root; those that stand inside another come along with it. */
function declaredPackages(): string[] {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean }>
  }
  return Object.entries(lock.packages)
    .filter(
      ([name, { dev, devOptional }]) => /^node_modules\/(?!.*\/node_modules\/)/.test(name) && !dev && !devOptional
    )
    .map(([name]) => name)
    .filter((name) => existsSync(path.join(ROOT, name)))
}
