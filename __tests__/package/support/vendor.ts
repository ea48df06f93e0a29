import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
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
