import { execFile } from 'node:child_process'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { filesBelow } from '../../scripts/export/source-files'
import { ARRIVES, packAndInstall, ROOT, sendOne, startVendor } from './support/pack'
import type { Packed } from './support/pack'

const run = promisify(execFile)

let packed: Packed

beforeAll(() => {
  packed = packAndInstall()
}, 180_000)

/** Runs a program in the project that installed the package. */
async function inConsumer(name: string, text: string): Promise<string> {
  writeFileSync(path.join(packed.consumer, name), text)
  const { stdout } = await run(process.execPath, [name], { cwd: packed.consumer })
  return stdout
}

const sources = readdirSync(path.join(ROOT, 'src/sources'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name)

describe('the package', () => {
  it('holds what was built, its documents and examples, and nothing else', () => {
    const belongs = [
      /^(?:package\.json|\.env\.example|README\.md|LICENSE|CHANGELOG\.md|CONTRIBUTING\.md|SECURITY\.md)$/,
      /^dist\/index\.(?:mjs|d\.mts)$/,
      /^docs\/[\w-]+\.(?:md|png)$/,
      /^dist\/(?:src|host|examples)\/(?!page\/).+\.(?:js|d\.ts)$/,
      /^dist\/host\/page\/[\w-]+\.(?:js|css|html)$/,
      /^dist\/functions\/[\w-]+\.js$/,
      /^dist\/handler\.m?js$/,
      /^examples\/[\w./-]+\.(?:json|ndjson|csv|md|ts)$/
    ]
    expect(packed.files.filter((file) => !belongs.some((pattern) => pattern.test(file)))).toStrictEqual([])
  })

  it('holds the code and the types of every file that a program may need', () => {
    const compiled = filesBelow(ROOT, 'src')
      .filter((file) => file.endsWith('.ts') && !/\/on-request\.ts$/.test(file))
      .flatMap((file) => ['js', 'd.ts'].map((ending) => `dist/${file.replace(/ts$/, ending)}`))
    expect(packed.files.filter((file) => file.startsWith('dist/src/'))).toStrictEqual(compiled.sort())
  })

  it('holds each source function as one plain script', () => {
    const scripts = [...sources, 'heap-appcues'].map((name) => `dist/functions/${name}.js`)
    expect(packed.files.filter((file) => file.startsWith('dist/functions/'))).toStrictEqual(scripts.sort())
    for (const script of scripts) {
      const text = readFileSync(path.join(packed.consumer, 'node_modules/heap-appcues', script), 'utf8')
      expect(new Script(text)).toBeInstanceOf(Script)
      expect(text).toMatch(/^async function on(?:Request|Batch)\(/m)
    }
  })

  it('gives the handler to both kinds of module', async () => {
    const use = `void createHandler({ settings: { heapAppId: '11' }, token: 't' })(new Request('https://a.example/health'))
      .then(({ status }) => process.stdout.write(String(status)))`
    expect(await inConsumer('use.cjs', `const { createHandler } = require('heap-appcues/handler')\n${use}`)).toBe('200')
    expect(await inConsumer('use.mjs', `import { createHandler } from 'heap-appcues/handler'\n${use}`)).toBe('200')
  })

  it('sends an event from an otherwise empty project', async () => {
    const vendor = await startVendor()
    const status = await inConsumer('send.js', sendOne(vendor.port))
    await vendor.stop()
    expect(status).toBe('200\n')
    expect(vendor.received).toStrictEqual([ARRIVES])
  })

  it('reports a failed batch as failed beside another copy of the framework, when run by the Destination it gives', async () => {
    const framework = 'node_modules/@segment/actions-core'
    const own = path.join(packed.consumer, 'node_modules/heap-appcues', framework)
    cpSync(path.join(packed.consumer, framework), own, { recursive: true })
    const vendor = await startVendor(500)
    const statuses = [
      await inConsumer('own-copy.js', sendOne(vendor.port)),
      await inConsumer('other-copy.js', sendOne(vendor.port, '@segment/actions-core'))
    ]
    await vendor.stop()
    rmSync(path.join(packed.consumer, 'node_modules/heap-appcues/node_modules'), { recursive: true })
    // The second is what the first is for: the framework's other copy takes any answer of ours for success.
    expect(statuses).toStrictEqual(['500\n', '200\n'])
  })

  it('opens by its exports and by nothing else', async () => {
    const result = await inConsumer(
      'exports.js',
      `const tryIt = (name) => { try { return typeof require.resolve(name) } catch (error) { return error.code } }
       const { definition, events, sources } = require('heap-appcues')
       console.log(JSON.stringify({
         slug: definition.slug, events: events.length > 16, sources: Object.keys(sources),
         script: tryIt('heap-appcues/functions/appcues-webhook'), manifest: tryIt('heap-appcues/package.json'),
         inside: tryIt('heap-appcues/dist/src/index.js'), other: tryIt('heap-appcues/functions/../src/index') }))`
    )
    expect(JSON.parse(result)).toStrictEqual({
      slug: 'actions-heap-appcues',
      events: true,
      sources: ['appcuesWebhook', 'heapSegmentSync', 'heapEventWebhook'],
      script: 'string',
      manifest: 'string',
      inside: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
      other: 'ERR_INVALID_MODULE_SPECIFIER'
    })
  })

  it('gives the definition to an ES module that imports it', async () => {
    const text = `import definition, { definition as named, Destination, events, sources } from 'heap-appcues'
      console.log(definition === named, definition.slug, typeof Destination, events.length > 16, Object.keys(sources).length)`
    expect(await inConsumer('entry.mjs', text)).toBe('true actions-heap-appcues function true 3\n')
  })

  it('brings a command that explains itself', async () => {
    const { bin } = JSON.parse(
      readFileSync(path.join(packed.consumer, 'node_modules/heap-appcues/package.json'), 'utf8')
    ) as { bin: Record<string, string> }
    const command = path.join(packed.consumer, 'node_modules/heap-appcues', bin['heap-appcues'])
    const { stdout } = await run(process.execPath, [command, '--help'], { cwd: packed.consumer })
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(stdout).toMatch(/^Usage: heap-appcues /)
    expect(stdout).toContain('backfill')
  })
})

const textOf = (file: string): string => readFileSync(path.join(__dirname, '../..', file), 'utf8')

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
