import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { temporaryFolder } from '../../support/temporary'

export const ROOT = path.join(__dirname, '../../..')

/** What a clean clone has, as far as a build and a package are made from it. */
const CLONED = ['src', 'host', 'scripts', 'examples', 'docs', 'tsconfig.json', 'tsconfig.build.json']
const DOCUMENTS = ['README.md', 'LICENSE', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md', '.env.example']

export interface PackedFile {
  tarball: string
  /** Paths in the package. */
  files: string[]
}

export interface Packed {
  /** An otherwise empty project into which the package is installed. */
  consumer: string
  files: string[]
}

/** Packs a copy of the project in which nothing is built yet. Nothing is fetched. */
export function pack(): PackedFile {
  const project = temporaryFolder()
  for (const one of [...CLONED, ...DOCUMENTS, 'package.json']) {
    cpSync(path.join(ROOT, one), path.join(project, one), { recursive: true })
  }
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(project, 'node_modules'))
  const [{ filename, files }] = JSON.parse(npm(project, 'pack', '--offline', '--json')) as [
    { filename: string; files: { path: string }[] }
  ]
  return { tarball: path.join(project, filename), files: files.map((file) => file.path).sort() }
}

/**
 * Packs the project and unpacks it into an empty one: beside it only what package.json declares, as the lock file has it, so
 * that nothing undeclared is found by accident. Nothing is fetched.
 */
export function packAndInstall(): Packed {
  const { tarball, files } = pack()
  const consumer = temporaryFolder()
  const installed = path.join(consumer, 'node_modules/heap-appcues')
  mkdirSync(installed, { recursive: true })
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed])
  for (const one of declaredPackages()) cpSync(path.join(ROOT, one), path.join(consumer, one), { recursive: true })
  return { consumer, files }
}

/** What npm says on its standard output; when it fails, everything it says is the error. */
export function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', ['--loglevel=error', ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout
}

interface LockEntry {
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

/** The dependencies and peers, and theirs, as folders below the root; what stands inside another comes along with it. */
function declaredPackages(): string[] {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>
  }
  const found = new Set([''])
  for (const folder of found) {
    const { dependencies, peerDependencies } = packages[folder]
    for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
      const place = [`${folder}/node_modules/${name}`, `node_modules/${name}`].find((one) => one in packages)
      if (place) found.add(place)
    }
  }
  return [...found].filter(
    (one) => /^node_modules\/(?!.*\/node_modules\/)/.test(one) && existsSync(path.join(ROOT, one))
  )
}
