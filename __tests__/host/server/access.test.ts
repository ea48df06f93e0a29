import { npsWebhook, startTestHost } from '../../support/local-host'
import type { TestHost } from '../../support/local-host'
import { createPageKey } from '../../../host/server/access'
import { sign } from '../../../host/server/sign'
import { sources } from '../../../src/sources'

let host: TestHost
beforeAll(async () => {
  host = await startTestHost()
})
afterAll(() => host.close())

const ELSEWHERE = 'Another site made the browser send this. It was rejected.'

describe('who may ask', () => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('lets in who asks %s by its port', async (name) => {
    const { status } = await host.ask('GET', '/api/presets', undefined, { host: `${name}:${host.port}` })
    expect(status).toBe(200)
  })

  it.each(['evil.example', '127.0.0.1', 'localhost:1', '127.0.0.1.evil.example'])(
    'rejects who asks by the name "%s"',
    async (name) => {
      const named = name === 'evil.example' ? `${name}:${host.port}` : name
      expect(await host.rejection('GET', '/api/presets', undefined, { host: named })).toStrictEqual([
        403,
        `Use the address http://127.0.0.1:${host.port}; any other name is rejected.`
      ])
    }
  )

  it.each(['/', '/app.js', '/api/status', '/api/deliveries', '/api/settings'])(
    'rejects %s to another name',
    async (path) => {
      const { status } = await host.ask('GET', path, undefined, { host: 'evil.example' })
      expect(status).toBe(403)
    }
  )

  it.each(['x-forwarded-for', 'x-forwarded-host', 'forwarded', 'cf-connecting-ip'])(
    'rejects the page to a proxy that adds %s',
    async (header) => {
      expect(await host.rejection('GET', '/api/settings', undefined, { [header]: '203.0.113.7' })).toStrictEqual([
        403,
        'This came through a proxy. Only the port of the webhooks may be tunnelled.'
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
    ['GET', '/api/settings'],
    ['HEAD', '/api/settings'],
    ['PATCH', '/api/settings']
  ]

  it.each(changes)('rejects %s %s from another origin', async (method, path) => {
    const { status, data } = await host.ask(method, path, {}, { origin: 'https://evil.example' })
    expect([status, data]).toStrictEqual([403, method === 'HEAD' ? undefined : { error: ELSEWHERE }])
  })

  it.each([
    { origin: 'null' },
    { origin: 'https://127.0.0.1' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' }
  ])('rejects a change with %j', async (headers) => {
    expect(await host.rejection('POST', '/api/audiences', { name: 'A' }, headers)).toStrictEqual([403, ELSEWHERE])
  })

  it('takes a change from its own page', async () => {
    const headers = { origin: `http://localhost:${host.port}`, 'sec-fetch-site': 'same-origin' }
    const { status } = await host.ask('PUT', '/api/faults/heap', { fault: null }, headers)
    expect(status).toBe(200)
  })
})

describe('the port of the webhooks', () => {
  it('takes a webhook under any name, through any proxy', async () => {
    const body = JSON.stringify(npsWebhook())
    const settings = host.workspace.settingsOf(sources.appcuesWebhook)
    const signature = sign('appcues-webhook', body, settings, 'right', Date.now())
    const headers = { host: 'tunnel.example', 'x-forwarded-for': '203.0.113.7', ...signature }
    const { status } = await host.ask('POST', '/sources/appcues-webhook', body, headers)
    expect(status).toBe(200)
  })

  it.each(['/', '/app.js', '/api/settings', '/api/status', '/api/deliveries'])(
    'has no %s, with the page’s own cookie',
    async (path) => {
      const url = `http://127.0.0.1:${host.webhookPort}${path}`
      const response = await fetch(url, { headers: { cookie: host.cookie } })
      expect([response.status, await response.json()]).toStrictEqual([404, { error: 'Not found' }])
    }
  )

  it.each([{ origin: 'http://127.0.0.1:3000' }, { 'sec-fetch-site': 'cross-site' }])(
    'rejects a browser: %j',
    async (headers) => {
      expect(await host.rejection('POST', '/sources/appcues-webhook', npsWebhook(), headers)).toStrictEqual([
        404,
        'Not found'
      ])
    }
  )
})

const LOCKED = 'Open the page by the address that the terminal shows: it holds the key of this start.'

describe('the key of the page', () => {
  it.each(['GET', 'POST', 'PUT', 'DELETE'])('is needed for %s', async (method) => {
    expect(await host.rejection(method, '/api/settings', {}, { cookie: '' })).toStrictEqual([401, LOCKED])
  })

  it.each(['HEAD', 'OPTIONS', 'PATCH', 'PROPFIND'])('is needed for %s, which gets 405 with it', async (method) => {
    const statuses = [
      (await host.ask(method, '/api/status', undefined, { cookie: '' })).status,
      (await host.ask(method, '/api/status')).status
    ]
    expect(statuses).toStrictEqual([401, 405])
  })

  it('is shown to no one who asks for the page without it', async () => {
    const { status, text } = await host.ask('GET', '/', undefined, { cookie: '' })
    expect([status, text]).toStrictEqual([401, LOCKED])
  })

  it.each(['?token=', '?token=wrong', '?token=%00'])('is not "%s"', async (search) => {
    expect((await host.ask('GET', `/${search}`, undefined, { cookie: '' })).status).toBe(401)
  })

  it.each([{}, { host: 'evil.example' }])('does not open the API by the address alone: %j', async (headers) => {
    const { search } = new URL(host.page)
    const { status } = await host.ask('GET', `/api/settings${search}`, undefined, { cookie: '', ...headers })
    expect(status).toBeGreaterThanOrEqual(401)
  })

  it('becomes a cookie that no script reads and no other site sends', async () => {
    const { headers } = await host.ask('GET', `/${new URL(host.page).search}`, undefined, { cookie: '' })
    expect(headers['set-cookie']).toStrictEqual([
      expect.stringMatching(/^heap-appcues-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    ])
  })

  it('is another after a restart, and the cookie the same where its secret is kept', () => {
    const [one, other, kept, again] = [undefined, undefined, 'secret', 'secret'].map(createPageKey)
    expect(new Set([one, other, kept, again].map(({ token }) => token)).size).toBe(4)
    expect([one.cookie === other.cookie, kept.cookie === again.cookie]).toStrictEqual([false, true])
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
    expect([status, text]).toStrictEqual([404, 'The page is not built. Run npm run build.'])
  })

  it.each(['/package.json', '/..%2fpackage.json', '/api/nothing'])('has nothing under %s', async (path) => {
    expect(await host.rejection('GET', path)).toStrictEqual([404, 'Not found'])
  })
})
