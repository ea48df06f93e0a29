import { backfill } from '../../support/backfill'
import { expectCall, withoutNetwork } from '../../support/expect-call'
import { asLines, exportRows } from '../../support/export-rows'
import { temporaryFolder } from '../../support/temporary-folder'

withoutNetwork()
const folder = temporaryFolder()
const file = (): string =>
  folder.write('export.ndjson', asLines(exportRows(2, () => ({ name: 'appcues:step_started' }))))
const run = (environment: Record<string, string>, flags: object = {}) =>
  backfill(file(), { live: true, ...flags }, { folder: folder.path('state'), environment })

const SENT = [0, 1].map((n) => ({
  identity: `user-${n}`,
  event: 'Step Started',
  timestamp: `2026-03-01T00:00:0${n}.000Z`,
  idempotency_key: `event-${n}:Step Started`,
  properties: { 'Flow ID': 'f1', 'Flow Name': 'Welcome', Timestamp: `2026-03-01T00:00:0${n}.000Z` }
}))

describe('backfill --live', () => {
  it.each([
    ['US', 'https://heapanalytics.com'],
    ['EU', 'https://c.eu.heap-api.com']
  ])('sends to Heap in the %s, and to no one else', async (region, host) => {
    const call = expectCall('POST', `${host}/api/track`)
    const environment = { HEAP_APP_ID: '11', HEAP_REGION: region.toLowerCase(), APPCUES_API_KEY: 'appcues-key' }
    const { said, mark } = await run(environment)
    expect(call.body).toStrictEqual({ app_id: '11', events: SENT })
    expect(call.headers).not.toHaveProperty('authorization')
    expect(mark).toEqual({ row: 2, rejected: 0 })
    expect(said).toContain(`went into Heap, app 11, ${region}.`)
  })

  it('shapes what is sent by the settings in the environment', async () => {
    const call = expectCall('POST', 'https://heapanalytics.com/api/track')
    await run({ HEAP_APP_ID: '11', HEAP_NAMES: 'as the native integration' })
    expect(call.body).toMatchObject({ events: [{ event: 'Step Started (Appcues)', properties: { flowId: 'f1' } }, {}] })
  })

  it.each([
    [
      'without an app id',
      {},
      '--live needs HEAP_APP_ID, the number of your Heap environment (and HEAP_REGION, US or EU). Put it into the environment or into a .env file here.'
    ],
    [
      'without a usable region',
      { HEAP_APP_ID: '11', HEAP_REGION: 'Asia' },
      'HEAP_REGION (Heap Region) is "Asia": fill in US or EU.'
    ]
  ])('refuses in words %s', async (_title, environment, message) => {
    await expect(run(environment)).rejects.toMatchObject({ name: 'CommandError', message })
  })

  it('refuses in words an app id that is no number', async () => {
    await expect(run({ HEAP_APP_ID: 'abc' })).rejects.toMatchObject({
      name: 'CommandError',
      message: expect.stringMatching(/^Credentials are invalid: .*Heap App ID/) as string
    })
  })

  it('excludes --sandbox', async () => {
    await expect(run({ HEAP_APP_ID: '11' }, { sandbox: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      message: '--live and --sandbox exclude each other.'
    })
  })

  it('refuses to resume a run that went elsewhere', async () => {
    expectCall('POST', 'https://heapanalytics.com/api/track')
    await run({ HEAP_APP_ID: '11' })
    await expect(run({ HEAP_APP_ID: '12' }, { resume: true })).rejects.toMatchObject({
      message: 'The run to resume went to Heap, app 11, US, not to Heap, app 12, US. Start without --resume.'
    })
  })
})
