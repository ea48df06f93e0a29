import type { TestHost } from '../../support/local-host'
import { npsWebhook, startTestHost } from '../../support/local-host'

let host: TestHost
beforeAll(async () => {
  host = await startTestHost()
})
afterAll(() => host.close())

const ELSEWHERE = 'Another site made the browser send this: refused.'

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('lets in who asks %s by its port', async (name) => {
    const { status } = await host.ask('GET', '/api/presets', undefined, { host: `${name}:${host.port}` })
    expect(status).toBe(200)
  })

  it.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
    'refuses who asks by the name "%s"',
    async (name) => {
      const named = name === 'evil.example' ? `${name}:${host.port}` : name
      expect(await host.refusal('GET', '/api/presets', undefined, { host: named })).toStrictEqual([
        403,
        `Ask by the address http://127.0.0.1:${host.port}: any other name is refused.`
      ])
    }
  )

  it.each(['/', '/app.js', '/api/live', '/api/deliveries', '/api/settings'])(
    'refuses %s to another name',
    async (path) => {
      const { status } = await host.ask('GET', path, undefined, { host: 'evil.example' })
      expect(status).toBe(403)
    }
  )

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'cf-connecting-ip'])(
    'refuses the page to a proxy that adds %s',
    async (header) => {
      expect(await host.refusal('GET', '/api/settings', undefined, { [header]: '203.0.113.7' })).toStrictEqual([
        403,
        'This came through a proxy. Only /sources/… may be reached through a tunnel.'
      ])
    }
  )
})

describe('what another site makes a browser send', () => {
  const changes: [string, string][] = [
    ['POST', '/api/send'],
    ['POST', '/api/deliveries/1/send-again'],
    ['POST', '/api/presets'],
    ['PUT', '/api/presets/preset-1'],
    ['POST', '/api/presets/preset-1/reset'],
    ['DELETE', '/api/presets/preset-1'],
    ['POST', '/api/preview'],
    ['PUT', '/api/settings/destination'],
    ['PUT', '/api/settings/sources/appcues-webhook'],
    ['POST', '/api/settings/test'],
    ['POST', '/api/audiences'],
    ['PUT', '/api/audiences/aud_1'],
    ['POST', '/api/audiences/aud_1/sync'],
    ['DELETE', '/api/appcues/segments/1'],
    ['PUT', '/api/faults/heap'],
    ['POST', '/sources/appcues-webhook']
  ]

  it.each(changes)('refuses %s %s from another origin', async (method, path) => {
    expect(await host.refusal(method, path, {}, { origin: 'https://evil.example' })).toStrictEqual([403, ELSEWHERE])
  })

  it.each([
    { origin: 'null' },
    { origin: 'https://127.0.0.1' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ])('refuses a change with %j', async (headers) => {
    expect(await host.refusal('POST', '/api/audiences', { name: 'A' }, headers)).toStrictEqual([403, ELSEWHERE])
  })

  it('takes a change from its own page', async () => {
    const headers = { origin: `http://localhost:${host.port}`, 'sec-fetch-site': 'same-origin' }
    const { status } = await host.ask('PUT', '/api/faults/heap', { fault: null }, headers)
    expect(status).toBe(200)
  })
})

describe('through a tunnel', () => {
  it('takes a webhook under any name', async () => {
    const headers = { host: 'tunnel.example', 'x-forwarded-for': '203.0.113.7' }
    const { status } = await host.ask('POST', '/sources/appcues-webhook', npsWebhook(), headers)
    expect(status).toBe(200)
  })
})

describe('the page', () => {
  it('may load nothing from elsewhere and be framed by nobody', async () => {
    const { status, text, headers } = await host.ask('GET', '/')
    expect([status, text]).toStrictEqual([200, '<title>The page</title>'])
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
  })

  it('says how it is built when it is not', async () => {
    const { status, text } = await host.ask('GET', '/app.js')
    expect([status, text]).toStrictEqual([404, 'The page is not built: run npm run build.'])
  })

  it.each(['/package.json', '/..%2fpackage.json', '/api/nothing'])('has nothing under %s', async (path) => {
    expect(await host.refusal('GET', path)).toStrictEqual([404, 'There is nothing here.'])
  })
})
