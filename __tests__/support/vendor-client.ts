import { createRequestClient } from '@segment/actions-core'
import type { RequestOptions } from '@segment/actions-core'

export interface VendorReply {
  status: number
  data: unknown
  retryAfter: string | null
}

const request = createRequestClient()

/** Long after a sandbox on this machine has answered, however slow it is. */
const TIMEOUT = 10_000

/**
 * Asks a vendor by its own host, through the client of actions-core, as the destination does. An error status is a reply;
 * what is thrown is a broken connection.
 */
export async function ask(method: string, url: string, options: RequestOptions = {}): Promise<VendorReply> {
  const client = { timeout: TIMEOUT, throwHttpErrors: false, skipResponseCloning: true }
  const response = await request(url, { method: method as RequestOptions['method'], ...client, ...options })
  return { status: response.status, data: response.data, retryAfter: response.headers.get('retry-after') }
}

export const basic = (user: string, password: string): { Authorization: string } => ({
  Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
})
