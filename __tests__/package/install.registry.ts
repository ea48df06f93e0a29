import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { filesBelow } from '../../scripts/export/source-files'
import { temporaryFolder } from '../support/temporary'
import { ARRIVES, npm, pack, ROOT, sendOne, startVendor } from './support/pack'
import type { PackedFile } from './support/pack'

const run = promisify(execFile)

/** An older release than the one that our actions use: a second copy in the same tree. */
const OLDER = 'older-framework@npm:@segment/actions-core@3.158.0'

let packed: PackedFile
let project: string

beforeAll(() => {
  packed = pack()
  project = temporaryFolder({ 'package.json': '{ "private": true }' })
  npm(project, 'install', '--no-audit', '--no-fund', packed.tarball, OLDER)
})

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(path.join(project, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version

async function inProject(name: string, text: string): Promise<string> {
  writeFileSync(path.join(project, name), text)
  const { stdout } = await run(process.execPath, [name], { cwd: project })
  return stdout
}

const sources = readdirSync(path.join(ROOT, 'src/sources'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name)

describe('the packed file', () => {
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
      const text = readFileSync(path.join(project, 'node_modules/heap-appcues', script), 'utf8')
      expect(new Script(text)).toBeInstanceOf(Script)
      expect(text).toMatch(/^async function on(?:Request|Batch)\(/m)
    }
  })

  it('gives the handler to both kinds of module', async () => {
    const use = `void createHandler({ settings: { heapAppId: '11' }, token: 't' })(new Request('https://a.example/health'))
      .then(({ status }) => process.stdout.write(String(status)))`
    expect(await inProject('use.cjs', `const { createHandler } = require('heap-appcues/handler')\n${use}`)).toBe('200')
    expect(await inProject('use.mjs', `import { createHandler } from 'heap-appcues/handler'\n${use}`)).toBe('200')
  })

  it('opens by its exports and by nothing else', async () => {
    const result = await inProject(
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
    expect(await inProject('entry.mjs', text)).toBe('true actions-heap-appcues function true 3\n')
  })

  it('brings a command that explains itself', async () => {
    const { bin } = JSON.parse(readFileSync(path.join(project, 'node_modules/heap-appcues/package.json'), 'utf8')) as {
      bin: Record<string, string>
    }
    const command = path.join(project, 'node_modules/heap-appcues', bin['heap-appcues'])
    const { stdout } = await run(process.execPath, [command, '--help'], { cwd: project })
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(stdout).toMatch(/^Usage: heap-appcues /)
    expect(stdout).toContain('backfill')
  })
})

describe('the packed file, installed from the registry', () => {
  it('stands beside the newest fast-uri that the framework takes', () => {
    const versions = JSON.parse(npm(project, 'view', 'fast-uri@3', 'version', '--json')) as string[]
    expect(versionOf('fast-uri')).toBe(versions[versions.length - 1])
  })

  it('sends an event', async () => {
    const vendor = await startVendor()
    const status = await inProject('send.js', sendOne(vendor.port))
    await vendor.stop()
    expect(status).toBe('200\n')
    expect(vendor.received).toStrictEqual([ARRIVES])
  })

  it('reports a failed batch as failed beside an older copy of the framework, when run by the Destination it gives', async () => {
    const vendor = await startVendor(500)
    const own = await inProject('own-copy.js', sendOne(vendor.port))
    const other = await inProject('other-copy.js', sendOne(vendor.port, 'older-framework'))
    await vendor.stop()
    expect([own, other]).toStrictEqual(['500\n', '200\n'])
  })

  it('gives its types to a strict project, however that resolves modules', async () => {
    const script = path.join(__dirname, 'support/consumer-types.mjs')
    const { stdout } = await run(process.execPath, [script, project])
    const wrong = (file: string): string => `${file}: Type 'string' is not assignable to type 'number'.`
    expect(JSON.parse(stdout)).toStrictEqual({
      node16: [wrong('types.cts'), wrong('types.mts')],
      bundler: [wrong('types.mts')],
      node10: [wrong('types.cts')]
    })
  })

  it('replays its example into the sandboxes with its command', () => {
    const stdout = execFileSync('npx', ['--no-install', 'heap-appcues', 'start', '--once'], {
      cwd: project,
      encoding: 'utf8'
    })
    expect(stdout).toContain('NPS')
  })
})
