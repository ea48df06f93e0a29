import { execFile, execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { temporaryFolder } from '../support/temporary'
import { ARRIVES, npm, pack, sendOne, startVendor } from './support/pack'

const run = promisify(execFile)

/** An older release than the one that our actions use: a second copy in the same tree. */
const OLDER = 'older-framework@npm:@segment/actions-core@3.158.0'

let project: string

beforeAll(() => {
  project = temporaryFolder({ 'package.json': '{ "private": true }' })
  npm(project, 'install', '--no-audit', '--no-fund', pack().tarball, OLDER)
})

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(path.join(project, 'node_modules', name, 'package.json'), 'utf8')) as { version: string })
    .version

async function inProject(name: string, text: string): Promise<string> {
  writeFileSync(path.join(project, name), text)
  const { stdout } = await run(process.execPath, [name], { cwd: project })
  return stdout
}

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
