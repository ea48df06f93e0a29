import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.join(__dirname, '../..')

const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')

interface Manifest {
  dependencies: Record<string, string>
  peerDependencies: Record<string, string>
  peerDependenciesMeta?: object
  devDependencies: Record<string, string>
  overrides: Record<string, string>
}

const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest

describe('what is installed with the package', () => {
  it('is a range each, so that a project has one copy of what it uses too', () => {
    const ranges = { ...manifest.dependencies, ...manifest.peerDependencies }
    expect(Object.entries(ranges).filter(([, range]) => !/^(?:\^|>=)\d/.test(range))).toStrictEqual([])
  })

  it('has the framework from whoever runs the destination', () => {
    expect(Object.keys(manifest.peerDependencies)).toStrictEqual(['@segment/actions-core'])
    expect(manifest.peerDependenciesMeta).toBeUndefined()
    expect(manifest.dependencies).not.toHaveProperty('@segment/actions-core')
  })

  it('holds fast-uri to no release', () => {
    expect({ ...manifest.dependencies, ...manifest.overrides }).not.toHaveProperty('fast-uri')
  })
})

describe('what the workflows run', () => {
  const workflows = readdirSync(path.join(ROOT, '.github/workflows')).map((file) => textOf(`.github/workflows/${file}`))

  it('is pinned by the hash of a commit, which nobody can move', () => {
    const used = workflows.flatMap((text) => text.match(/uses: .*/g) ?? [])
    expect(used.length).toBeGreaterThan(2)
    expect(used.filter((line) => !/@[0-9a-f]{40} # v\d/.test(line))).toStrictEqual([])
  })

  it('asks for advisories about what is installed', () => {
    expect(workflows.join('')).toContain('npm audit --omit=dev')
  })

  it('is kept up to date for packages that we have', () => {
    const named = [...textOf('.github/dependabot.yml').matchAll(/dependency-name: '?([@\w/-]+)/g)].map(
      ([, name]) => name
    )
    const ours = { ...manifest.dependencies, ...manifest.devDependencies }
    expect(named.filter((name) => !(name in ours))).toStrictEqual([])
  })
})

describe('the test command', () => {
  it.each(['README.md', '.ci/run', '.github/workflows/ci.yml'])('is the same in %s', (file) => {
    expect(textOf(file)).toMatch(/npm ci && npm test$/m)
  })

  it('runs on every release of Node that is maintained, from the oldest that the package takes', () => {
    const { engines } = JSON.parse(textOf('package.json')) as { engines: { node: string } }
    const oldest = Number(/^>=(\d+)\./.exec(engines.node)?.[1])
    expect(textOf('.github/workflows/ci.yml')).toContain(`node: [${oldest}, ${oldest + 2}, ${oldest + 4}]`)
  })
})
