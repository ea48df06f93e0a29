import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import type { SegmentEvent } from '@segment/actions-core'
import { builtHandler, deployFunction } from './support/built'
import { fakeVendors, pathOf } from './support/vendors'
import type { FakeVendors } from './support/vendors'
import { builtFile } from '../support/built'
import { temporaryFolder } from '../support/temporary'

const run = promisify(execFile)
const DOCUMENT = readFileSync(path.join(__dirname, '../../docs/hosts.md'), 'utf8')
const codeBlocks = (language: string): string[] =>
  [...DOCUMENT.matchAll(new RegExp('```' + language + '\\n([^]*?)```', 'g'))].map(([, code]) => code)

const SECRETS = {
  HEAP_SEGMENT_SYNC_WEBHOOK_SECRETS: 'secret-heap',
  APPCUES_WEBHOOK_WEBHOOK_SECRETS: 'secret-appcues',
  SEGMENT_TOKEN: 'secret-token'
}

/** Runs one of the document's shell examples against the built handler on Node. */
async function tried(marker: string): Promise<{ response: unknown; vendors: FakeVendors }> {
  const script = codeBlocks('sh').find((each) => each.includes(`curl`) && each.includes(marker))!
  const vendors = fakeVendors()
  const handler = builtHandler()({
    settings: { heapAppId: '11', appcuesAccountId: '42', appcuesApiKey: 'key-1', appcuesApiSecret: 'secret-1' },
    sources: {
      appcuesWebhook: { webhookSecrets: SECRETS.APPCUES_WEBHOOK_WEBHOOK_SECRETS },
      heapSegmentSync: { webhookSecrets: SECRETS.HEAP_SEGMENT_SYNC_WEBHOOK_SECRETS }
    },
    token: SECRETS.SEGMENT_TOKEN,
    fetch: vendors.fetch as never
  })
  const listener = getRequestListener(handler, { overrideGlobalObjects: false })
  const server = createServer((request, response) => void listener(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const env = { PATH: process.env.PATH, ...SECRETS, URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  const { stdout } = await run('bash', ['-c', script], { env }).finally(() => server.close())
  return { response: JSON.parse(stdout), vendors }
}

const DELIVERED = { delivered: 1, skipped: 0, rejected: 0, failed: 0 }
const TRY_IT = ['[Heap] Try it', /^user_id,\[Heap\] Try it\ntry-heap-appcues,true\n?$/] as const

function expectMembership({ requests }: FakeVendors): void {
  const [made] = requests.filter((request) => pathOf(request) === 'POST /v2/accounts/42/segments')
  expect(made.body).toMatchObject({ name: TRY_IT[0] })
  const [imported] = requests.filter((request) => pathOf(request).endsWith('/import/profiles'))
  expect(String(imported.body).replace(/\r/g, '')).toMatch(TRY_IT[1])
}

describe('docs/hosts.md', () => {
  it('shows a payload that the pasted function takes, and what stands in Heap then', async () => {
    const [payload] = codeBlocks('json')
    const vendors = fakeVendors()
    await deployFunction(vendors.fetch).onTrack(JSON.parse(payload) as SegmentEvent, { heapAppId: '11' })
    expect(vendors.requests.map(({ body }) => body)).toMatchObject([
      { events: [{ identity: 'try-heap-appcues', event: 'NPS Score Submitted', properties: { 'NPS Score': 9 } }] },
      { users: [{ identity: 'try-heap-appcues', properties: { 'Appcues NPS Score': 9 } }] }
    ])
  })

  it('signs a page of Heap’s segment sync as the handler wants it', async () => {
    const { response, vendors } = await tried('/heap/segments')
    expect(response).toStrictEqual(DELIVERED)
    expectMembership(vendors)
  })

  it('signs an event of Appcues as the handler wants it', async () => {
    const { response, vendors } = await tried('/appcues')
    expect(response).toStrictEqual(DELIVERED)
    expect(vendors.requests.map(pathOf)).toStrictEqual(['POST /api/track', 'POST /api/add_user_properties'])
  })

  it('sends a row of Reverse ETL as the handler wants it', async () => {
    const { response, vendors } = await tried('/segment?audience')
    expect(response).toStrictEqual(DELIVERED)
    expectMembership(vendors)
  })

  it('mounts the handler in a runtime of the web standard that forbids making code', async () => {
    const [snippet] = codeBlocks('js')
    expect(snippet).toContain("from 'heap-appcues/handler'")
    const folder = temporaryFolder({
      'worker.mjs': snippet.replace('heap-appcues/handler', builtFile('handler.mjs')),
      'host.mjs': `
        import { createHmac } from 'node:crypto'
        import worker from './worker.mjs'
        const requests = []
        globalThis.fetch = async (url, { body }) => (requests.push([url, JSON.parse(body)]), new Response('{}'))
        const env = { HEAP_APP_ID: '11', APPCUES_SECRET: 'secret-1' }
        const body = '{"id":"d1","name":"appcues:checklist_shown","user_id":"ada","timestamp":1773181316000,"attributes":{"checklistId":"c1"}}'
        const at = String(Math.floor(Date.now() / 1000))
        const signature = createHmac('sha256', 'secret-1').update(at + '.' + body).digest('hex')
        const headers = { 'x-apc-timestamp': at, 'x-apc-signature': signature }
        const send = (path, init) => worker.fetch(new Request('https://worker.example' + path, { method: 'POST', ...init }), env)
        const statuses = [(await send('/hooks/appcues', { body, headers })).status, (await send('/appcues', { body })).status]
        process.stdout.write(JSON.stringify({ statuses, requests }))`
    })
    const { stdout } = await run(process.execPath, ['--disallow-code-generation-from-strings', 'host.mjs'], {
      cwd: folder
    })
    const { statuses, requests } = JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1)) as {
      statuses: number[]
      requests: unknown[]
    }
    expect(statuses).toStrictEqual([200, 403])
    expect(requests).toMatchObject([
      [
        'https://heapanalytics.com/api/track',
        { events: [{ event: 'Checklist Shown', properties: { 'Checklist ID': 'c1' } }] }
      ]
    ])
  })
})
