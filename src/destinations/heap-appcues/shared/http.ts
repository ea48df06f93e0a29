import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { REQUEST_TIMEOUT } from './limits'

/** What came back from a vendor: its HTTP status and body. `failure` is the reason where the vendor itself did not respond. */
export interface VendorResponse {
  status: number
  data: unknown
  failure?: string
}

/**
 * A redirect is a response like any other: followed, a POST becomes a GET, and the page at its end counts as a success. The
 * framework's own copy of a response never ends when the body is long (a list of segments can be): it is not made.
 */
const HANDLING = {
  timeout: REQUEST_TIMEOUT,
  throwHttpErrors: false,
  redirect: 'manual',
  skipResponseCloning: true
} as const

/** The status for "nothing came back": the platform retries 408, as it does network errors that are thrown. */
const NO_RESPONSE = 408

/** The code with which a host that has a time limit of its own says that it did not begin a request. */
export const NOT_BEGUN = 'NOT_BEGUN'

/** The status for what a firewall stopped: a fault of the request, perhaps of one odd id in it, and not of the credentials. */
const BLOCKED = 400

/**
 * Makes one request and never throws: an HTTP error, a timeout and a broken connection are all responses. Actions that speak
 * for many events need the response, not the exception. Everything `request` throws without a response is transport trouble.
 */
export async function sendRequest(
  request: RequestClient,
  vendor: string,
  url: string,
  options: RequestOptions
): Promise<VendorResponse> {
  try {
    return toVendorResponse(vendor, await request(url, { ...options, ...HANDLING }))
  } catch (error) {
    const { code, response } = error as { code?: unknown; response?: { status: number; data?: unknown } }
    if (response) return toVendorResponse(vendor, response)
    return { status: NO_RESPONSE, data: undefined, failure: failureOf(vendor, code) }
  }
}

const failureOf = (vendor: string, code: unknown): string =>
  code === NOT_BEGUN
    ? `Not sent to ${vendor}: too little time was left, so it is retried`
    : `${vendor} did not respond (${codeWord(code)})`

/** Only a code such as ECONNRESET: the message of a network error may quote an address with a person's id in it. */
const codeWord = (code: unknown): string =>
  typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'network error'

/** A 403 with a page of HTML comes from a firewall in front of the vendor's API, which responds in JSON. */
function toVendorResponse(vendor: string, { status, data }: { status: number; data?: unknown }): VendorResponse {
  const isPage = typeof data === 'string' && data.trimStart().startsWith('<')
  if (status !== 403 || !isPage) return { status, data }
  return { status: BLOCKED, data: undefined, failure: `A firewall in front of ${vendor} blocked this request (403)` }
}

export const isSuccess = (response: VendorResponse): boolean => response.status >= 200 && response.status < 300

/** Whether the vendor rejects the credentials, or what they are used for. */
export const isCredentialError = (status: number): boolean => status === 401 || status === 403

/** Statuses the platform delivers again (Segment's documentation): 408, 423, 429 and 5xx except 501. */
export const isRetryable = (status: number): boolean =>
  status === 408 || status === 423 || status === 429 || (status >= 500 && status !== 501)
