import { execFile } from 'node:child_process'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { Script } from 'node:vm'
import { filesBelow } from '../../scripts/export/files'
import { packAndInstall, ROOT } from './support/pack'
import type { Packed } from './support/pack'
import { startVendor } from './support/vendor'

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
      /^(?:package\.json|README\.md|LICENSE|CHANGELOG\.md)$/,
      /^dist\/(?:src|host)\/(?!page\/).+\.(?:js|d\.ts)$/,
      /^dist\/host\/page\/[\w-]+\.(?:js|css|html)$/,
      /^dist\/functions\/[\w-]+\.js$/,
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
    const scripts = sources.map((name) => `dist/functions/${name}.js`)
    expect(packed.files.filter((file) => file.startsWith('dist/functions/'))).toStrictEqual(scripts.sort())
    for (const script of scripts) {
      const text = readFileSync(path.join(packed.consumer, 'node_modules/heap-appcues', script), 'utf8')
      expect(new Script(text)).toBeInstanceOf(Script)
      expect(text).toMatch(/^async function onRequest\(/m)
    }
  })

  it('sends an event from an otherwise empty project', async () => {
    const vendor = await startVendor()
    const answer = await inConsumer('send.js', sendOne(vendor.port))
    await vendor.stop()
    expect(JSON.parse(answer)).toStrictEqual(['Mappings resolved', 'Payload validated', 'Action Executed'])
    expect(vendor.received).toStrictEqual([
      {
        request: 'POST /api/track',
        host: 'heapanalytics.com',
        body: {
          app_id: '11',
          events: [
            {
              identity: 'alice@example.com',
              event: 'Flow Started',
              timestamp: '2026-03-10T22:21:56.000Z',
              idempotency_key: 'message-1:Flow Started',
              properties: { 'Flow ID': 'flow-1', Timestamp: '2026-03-10T22:21:56.000Z' }
            }
          ]
        }
      }
    ])
  })

  it('opens by its doors and by no other', async () => {
    const answer = await inConsumer(
      'doors.js',
      `const tryIt = (name) => { try { return typeof require.resolve(name) } catch (error) { return error.code } }
       const { default: definition, events, sources } = require('heap-appcues')
       console.log(JSON.stringify({
         slug: definition.slug, events: events.length > 16, sources: Object.keys(sources),
         script: tryIt('heap-appcues/functions/appcues-webhook'), manifest: tryIt('heap-appcues/package.json'),
         inside: tryIt('heap-appcues/dist/src/index.js'), other: tryIt('heap-appcues/functions/../src/index') }))`
    )
    expect(JSON.parse(answer)).toStrictEqual({
      slug: 'actions-heap-appcues',
      events: true,
      sources: ['appcuesWebhook', 'heapSegmentSync', 'heapEventWebhook'],
      script: 'string',
      manifest: 'string',
      inside: 'ERR_PACKAGE_PATH_NOT_EXPORTED',
      other: 'ERR_INVALID_MODULE_SPECIFIER'
    })
  })

  it.each([
    ['node16', 'node16'],
    ['node10', 'commonjs']
  ])('gives its types to a project that resolves modules as %s', async (moduleResolution, module) => {
    const options = {
      module,
      moduleResolution,
      target: 'es2022',
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: []
    }
    const text = `import { Destination } from '@segment/actions-core'
import definition, { events, sources } from 'heap-appcues'
export const destination = new Destination(definition)
export const names: string[] = events.map(({ name }) => name)
export const keys: ('appcuesWebhook' | 'heapSegmentSync' | 'heapEventWebhook')[] = Object.keys(sources) as (keyof typeof sources)[]
export const wrong: number = definition.name
`
    writeFileSync(path.join(packed.consumer, 'types.ts'), text)
    writeFileSync(
      path.join(packed.consumer, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, files: ['types.ts'] })
    )
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc')
    await expect(run(process.execPath, [tsc, '-p', packed.consumer], { cwd: packed.consumer })).rejects.toMatchObject({
      stdout: "types.ts(6,14): error TS2322: Type 'string' is not assignable to type 'number'.\n"
    })
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

/** A program that sends one event, with every https request turned towards a port of this machine. */
const sendOne = (port: number): string => `
const http = require('http')
require('https').request = (options, answered) => http.request(
  { ...options, protocol: 'http:', agent: undefined, hostname: '127.0.0.1', host: '127.0.0.1', port: ${port},
    headers: { ...options.headers, host: options.hostname } }, answered)
const { Destination } = require('@segment/actions-core')
const { default: definition } = require('heap-appcues')
const event = { type: 'track', event: 'Flow Started (Appcues)', userId: 'alice@example.com', messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56.000Z', properties: { flowId: 'flow-1' } }
const { subscribe, partnerAction, mapping } = definition.presets.find(({ name }) => name === 'Flow Started')
new Destination(definition)
  .onEvent(event, { heapAppId: '11', subscription: { subscribe, partnerAction, mapping } })
  .then((answer) => console.log(JSON.stringify(answer.map(({ output }) => output))))
`
