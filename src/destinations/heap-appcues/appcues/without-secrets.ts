import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'

const HIDDEN = '[hidden]'

/**
 * A failure without the credentials of its request: an error may quote what it was sent, and its words are passed on. Only
 * plain texts are read (Appcues' errors have one level); successes stay as they are.
 */
export function withoutSecrets(answer: VendorResponse, secrets: readonly string[]): VendorResponse {
  if (isSuccess(answer) || typeof answer.data !== 'object' || answer.data === null) return answer
  const hide = (text: string): string => secrets.reduce((shown, secret) => shown.split(secret).join(HIDDEN), text)
  const words = Object.entries(answer.data).map(([key, value]: [string, unknown]) => [
    key,
    typeof value === 'string' ? hide(value) : value
  ])
  return { ...answer, data: Object.fromEntries(words) as unknown }
}
