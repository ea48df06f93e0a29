import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { operations } from '../support/operations'
import { withoutNetwork } from '../support/expect-call'
import { recordVendors } from '../support/record-vendors'
import type { VendorReply, VendorRequest } from '../support/record-vendors'

withoutNetwork()

const secrets = {
  Heap: { heapApiKey: 'heap-api-key-41f7' },
  Appcues: {
    appcuesApiKey: 'appcues-api-key-92ce',
    appcuesApiSecret: 'appcues-api-secret-7d10',
    appcuesLegacyApiKey: 'appcues-legacy-key-c3b5'
  }
}
const settings = (region: string) => ({
  heapAppId: '11',
  heapRegion: region,
  heapDeleteOnRequest: true,
  appcuesAccountId: '12345',
  appcuesRegion: region,
  ...secrets.Heap,
  ...secrets.Appcues
})

const TOKEN = 'heap-token-e6a8'

/** As the vendors answer when all is well. */
const wellMeant: VendorReply = ({ path, method }) => {
  if (path.endsWith('/auth_token')) return { status: 200, body: { access_token: TOKEN } }
  if (path.endsWith('/segments') && method === 'GET') return { status: 200, body: [] }
  return { status: 202, body: { status: 202, title: 'Accepted', job_id: 'job-1' } }
}

/** Everything in a request, with what stands encoded in it decoded. */
function wordsOf({ host, path, headers, body }: VendorRequest): string {
  const encoded = [path, ...Object.values(headers), body].join(' ')
  const basic = /Basic ([\w+/=]+)/i.exec(headers.authorization ?? '')?.[1] ?? ''
  return [host, encoded, decodeURIComponent(path), Buffer.from(basic, 'base64').toString()].join(' ')
}

const REGIONS = ['US', 'EU']
const runs = Object.keys(operations).flatMap((name) => REGIONS.map((region): [string, string] => [name, region]))

/** What became of an operation, whichever way it ended. */
const outcomeOf = (operation: Promise<unknown>): Promise<unknown> =>
  operation.then(
    (response: unknown) => response,
    (error: unknown) => error
  )

describe('no credential crosses vendors', () => {
  it.each(runs)('%s, %s, carries the secrets of its own vendor only', async (name, region) => {
    const requests = recordVendors(wellMeant)
    await outcomeOf(operations[name](settings(region)))
    expect(requests.length).toBeGreaterThan(0)
    for (const request of requests) {
      const foreign = request.vendor === 'Heap' ? { ...secrets.Appcues } : { ...secrets.Heap, TOKEN }
      const words = wordsOf(request)
      expect(Object.values(foreign).filter((secret) => words.includes(secret))).toEqual([])
    }
  })

  it('shows each vendor its own: the search above would find them', async () => {
    const requests = recordVendors(wellMeant)
    await operations.onDelete(settings('US'))
    const words = requests.map(wordsOf).join(' ')
    for (const secret of [...Object.values(secrets.Heap), ...Object.values(secrets.Appcues), TOKEN]) {
      expect(words).toContain(secret)
    }
  })

  it.each(runs)('%s, %s, puts no secret into an address or a body', async (name, region) => {
    const requests = recordVendors(wellMeant)
    await outcomeOf(operations[name](settings(region)))
    const words = requests.map(({ host, path, body }) => [host, decodeURIComponent(path), body].join(' ')).join(' ')
    const all = [...Object.values(secrets.Heap), ...Object.values(secrets.Appcues), TOKEN]
    expect(all.filter((secret) => words.includes(secret))).toEqual([])
  })
})

/** A vendor whose answer repeats whatever it was sent: headers, credentials taken apart, body. */
const parrot =
  (status: number): VendorReply =>
  (request) => ({ status, body: { error: true, status, title: 'No', detail: `You sent ${wordsOf(request)}` } })

/** Everything that stands in a value, an error's stack and hidden properties included. */
const everythingIn = (value: unknown): string => inspect(value, { depth: 20, showHidden: true, maxStringLength: null })

describe('no secret comes back', () => {
  const statuses = [401, 403]
  const cases = Object.keys(operations).flatMap((name) => statuses.map((status): [string, number] => [name, status]))

  it.each(cases)('%s keeps quiet when the vendor repeats the credentials with a %i', async (name, status) => {
    const output = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      jest.spyOn(console, level).mockImplementation(() => undefined)
    )
    const requests = recordVendors(parrot(status))
    const outcome = await outcomeOf(operations[name](settings('US')))
    const said = everythingIn(outcome) + output.map(({ mock }) => everythingIn(mock.calls)).join(' ')
    jest.restoreAllMocks()
    expect(requests.length).toBeGreaterThan(0)
    const all = [...Object.values(secrets.Heap), ...Object.values(secrets.Appcues), TOKEN]
    expect(all.filter((secret) => said.includes(secret))).toEqual([])
    expect(said).not.toMatch(/Basic [\w+/]{8}/)
  })

  it.each(Object.keys(operations))('%s tells what was sent without the settings', async (name) => {
    recordVendors(wellMeant)
    const said = everythingIn(await outcomeOf(operations[name](settings('US'))))
    const all = [...Object.values(secrets.Heap), ...Object.values(secrets.Appcues), TOKEN]
    expect(all.filter((secret) => said.includes(secret))).toEqual([])
  })
})

const COMMANDS = join(__dirname, '..', '..', 'host', 'commands')

/** What stands on a command line is read by everyone on the machine, and stays in the shell's history. */
it('no command takes a secret on its command line', () => {
  const options = readdirSync(COMMANDS).flatMap((file) =>
    [...readFileSync(join(COMMANDS, file), 'utf8').matchAll(/\.(?:option|requiredOption|argument)\(\s*'([^']+)'/g)].map(
      ([, declaration]) => declaration
    )
  )
  expect(options.length).toBeGreaterThan(5)
  expect(options.filter((option) => /key|secret|password|token|credential/i.test(option))).toEqual([])
})
