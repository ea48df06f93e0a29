import { spawnSync } from 'node:child_process'
import { cpSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
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

/** What npm says on its standard output; when it fails, everything it says is the error. */
export function npm(cwd: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('npm', ['--loglevel=error', ...args], { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed:\n${stdout}${stderr}`)
  return stdout
}

/**
 * A program that sends one event as the README's host does, with every https request turned towards a port of this machine,
 * and prints the status of its response.
 *
 * @param from the module whose `Destination` runs the definition
 */
export const sendOne = (port: number, from = 'heap-appcues'): string => `
const http = require('http')
require('https').request = (options, answered) => http.request(
  { ...options, protocol: 'http:', agent: undefined, hostname: '127.0.0.1', host: '127.0.0.1', port: ${port},
    headers: { ...options.headers, host: options.hostname } }, answered)
const { Destination } = require('${from}')
const { definition } = require('heap-appcues')
const event = { type: 'track', event: 'Flow Started (Appcues)', userId: 'alice@example.com', messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56.000Z', properties: { flowId: 'flow-1' } }
const preset = definition.presets.find(({ name }) => name === 'Flow Started')
new Destination({ ...definition, name: 'heap-appcues' })
  .onBatch([event], { heapAppId: '11', subscription: preset })
  .then(([{ multistatus }]) => console.log(multistatus.map(({ status }) => status).join()))
`

/** What `sendOne` makes arrive at Heap. */
export const ARRIVES = {
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

interface Received {
  request: string
  host: string | undefined
  body: unknown
}

/** A server on this machine that answers every request with `{}` and one status, and remembers it. */
export async function startVendor(
  status = 200
): Promise<{ port: number; received: Received[]; stop: () => Promise<void> }> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || 'null') as unknown
      received.push({ request: `${request.method} ${request.url}`, host: request.headers.host, body })
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, received, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
