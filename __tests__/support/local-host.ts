import http from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalHost } from '../../host/server/local-host'
import type { LocalHost, LocalHostOptions } from '../../host/server/local-host'

export interface Answer<T> {
  status: number
  headers: http.IncomingHttpHeaders
  text: string
  data: T
}

export interface TestHost extends LocalHost {
  port: number
  /** Asks over a real socket, with any header, `Host` included. A text goes as it is, everything else as JSON. */
  ask: <T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers?: http.OutgoingHttpHeaders
  ) => Promise<Answer<T>>
  /** The sentence of a refusal, behind its status. */
  refusal: (
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
  const host = await createLocalHost({ port: 0, page, ...options })
  const port = Number(new URL(await host.listen()).port)
  const ask: TestHost['ask'] = (method, path, body, headers) => request(port, method, path, body, headers)
  return Object.assign(host, {
    port,
    ask,
    refusal: async (...args: Parameters<TestHost['refusal']>): Promise<[number, string]> => {
      const { status, data } = await ask<{ error: string }>(...args)
      return [status, data.error]
    },
    close: close(host, page)
  })
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
): Promise<Answer<T>> {
  return new Promise((resolve, reject) => {
    const text = body === undefined || typeof body === 'string' ? (body ?? '') : JSON.stringify(body)
    const sized = { 'content-length': Buffer.byteLength(text), ...headers }
    const asked = http.request({ host: '127.0.0.1', port, method, path, headers: sized, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = /json/.test(response.headers['content-type'] ?? '')
        const data = (isJson ? JSON.parse(text) : undefined) as T
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, data })
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
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
