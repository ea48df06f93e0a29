import type { RequestClient, RequestOptions } from '@segment/actions-core'
import { REQUEST_TIMEOUT } from './limits'

/** What came back from a vendor: its HTTP status and body, or, when nothing came, a retryable status and the reason in `failure`. */
export interface VendorResponse {
  status: number
  data: unknown
  failure?: string
}

/**
 * A redirect is an answer as any other: followed, a POST becomes a GET, and the page at its end counts as a success. The
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

/**
 * Makes one request and never throws: an HTTP error, a timeout and a broken connection are all answers. Actions that speak
 * for many events need the answer, not the exception. Everything `request` throws without a response is transport trouble.
 */
export async function sendRequest(
  request: RequestClient,
  vendor: string,
  url: string,
  options: RequestOptions
): Promise<VendorResponse> {
  try {
    const response = await request(url, { ...options, ...HANDLING })
    return { status: response.status, data: response.data }
  } catch (error) {
    const { code, response } = error as { code?: unknown; response?: { status: number; data?: unknown } }
    if (response) return { status: response.status, data: response.data }
    return { status: NO_RESPONSE, data: undefined, failure: `${vendor} did not answer (${codeWord(code)})` }
  }
}

/** Only a code such as ECONNRESET: the message of a network error may quote an address with a person's id in it. */
const codeWord = (code: unknown): string =>
  typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'network error'

export const isSuccess = (answer: VendorResponse): boolean => answer.status >= 200 && answer.status < 300

/** Statuses the platform delivers again (Segment's documentation): 408, 423, 429 and 5xx except 501. */
export const isRetryable = (status: number): boolean =>
  status === 408 || status === 423 || status === 429 || (status >= 500 && status !== 501)
