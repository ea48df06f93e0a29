import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Received } from '../../host/server/api-types'
import { createLocalHost } from '../../host/server/local-host'
import type { LocalHost, LocalHostOptions } from '../../host/server/local-host'
import { sign } from '../../host/server/sign'
import { sources } from '../../src/sources'

export interface ApiResponse<T> {
  status: number
  headers: http.IncomingHttpHeaders
  text: string
  data: T
}

export interface TestHost extends LocalHost {
  /** Where the page is, with the token that opens it. */
  page: string
  port: number
  webhookPort: number
  /** The cookie of the page. */
  cookie: string
  /**
   * Asks over a real socket, as the page; what begins with /sources goes to the port of the webhooks. With any header, `Host`
   * included. A text goes as it is, everything else as JSON.
   */
  ask: <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: http.OutgoingHttpHeaders
  ) => Promise<ApiResponse<T>>
  /** Posts a webhook as the vendor would, signed with the source's secret. */
  webhook: (source: string, body: unknown) => Promise<ApiResponse<Pick<Received, 'events'>>>
  /** The message of a rejection, behind its status. */
  rejection: (
    method: string,
    path: string,
    body?: unknown,
    headers?: http.OutgoingHttpHeaders
  ) => Promise<[number, string]>
}

/** A local host on a free port, with a page of one line. */
export async function startTestHost(options: Partial<LocalHostOptions> = {}): Promise<TestHost> {
  const page = mkdtempSync(join(tmpdir(), 'page-'))
  writeFileSync(join(page, 'index.html'), '<title>The page</title>')
  const host = await createLocalHost({ port: 0, webhookPort: 0, page, ...options })
  const addresses = await host.listen()
  const [port, webhookPort] = [addresses.page, addresses.webhooks].map((address) => Number(new URL(address).port))
  const cookie = await cookieOf(port, new URL(addresses.page).search)
  const ask: TestHost['ask'] = (method, path, body, headers) =>
    path.startsWith('/sources')
      ? request(webhookPort, method, path, body, headers)
      : request(port, method, path, body, { cookie, ...headers })
  const added: Omit<TestHost, keyof LocalHost> & Pick<LocalHost, 'close'> = {
    page: addresses.page,
    port,
    webhookPort,
    cookie,
    ask,
    webhook: (name, body) => {
      const source = Object.values(sources).find((each) => each.name === name)
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      const headers = sign(name, text, source ? host.workspace.settingsOf(source) : {}, 'right', Date.now())
      return ask('POST', `/sources/${name}`, text, headers)
    },
    rejection: async (...args: Parameters<TestHost['rejection']>): Promise<[number, string]> => {
      const { status, data } = await ask<{ error: string }>(...args)
      return [status, data.error]
    },
    close: close(host, page)
  }
  return Object.assign(host, added)
}

const close = (host: LocalHost, page: string): (() => Promise<void>) => {
  const end = host.close
  return async () => {
    await end()
    rmSync(page, { recursive: true })
  }
}

function request<T>(
  port: number,
  method: string,
  path: string,
  body: unknown,
  headers: http.OutgoingHttpHeaders = {}
): Promise<ApiResponse<T>> {
  return new Promise((resolve, reject) => {
    const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body)
    const sized = { 'content-length': Buffer.byteLength(text), ...headers }
    const asked = http.request({ host: '127.0.0.1', port, method, path, headers: sized, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = /json/.test(response.headers['content-type'] ?? '')
        const data = (isJson && text !== '' ? JSON.parse(text) : undefined) as T
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, data })
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}

async function cookieOf(port: number, search: string): Promise<string> {
  const { headers } = await request(port, 'GET', `/${search}`, undefined)
  return headers['set-cookie']?.[0].split(';')[0] ?? ''
}

/** A webhook of Appcues about an NPS score. */
export const npsWebhook = (
  score: unknown = 9,
  user_id = 'ada@example.com',
  id = 'delivery-1'
): Record<string, unknown> => ({
  id,
  name: 'appcues:nps_score',
  account_id: '12345',
  user_id,
  timestamp: '2026-03-10T22:21:56.000Z',
  attributes: { score },
  context: { url: 'https://app.example.com/home', title: 'Home' }
})
