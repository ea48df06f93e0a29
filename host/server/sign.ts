import { createHmac } from 'node:crypto'
import { sources } from '../../src/sources'

export const SIGNATURES = ['right', 'forged', 'none'] as const
export type Signature = (typeof SIGNATURES)[number]

type Headers = Record<string, string>
type Settings = Record<string, unknown>

/**
 * The headers with which a vendor proves that a webhook is its own, made with the secrets in the source's settings.
 *
 * @param how `forged` signs with a secret that is not among them
 */
export function sign(source: string, body: string, settings: Settings, how: Signature, now: number): Headers {
  return how === 'none' ? {} : (signers[source]?.(body, settings, how === 'forged', now) ?? {})
}

type Signer = (body: string, settings: Settings, forged: boolean, now: number) => Headers

const signers: Record<string, Signer | undefined> = {
  [sources.appcuesWebhook.name]: (body, settings, forged, now) => {
    const timestamp = String(Math.floor(now / 1000))
    const signature = hmac(secretOf(settings, forged), `${timestamp}.${body}`).toString('hex')
    return { 'x-apc-timestamp': timestamp, 'x-apc-signature': signature }
  },
  [sources.heapSegmentSync.name]: (body, settings, forged, now) => {
    const signature = hmac(secretOf(settings, forged), `${now}${body}`).toString('base64')
    return { 'heap-hash': `ts:${now},hmac:${signature}` }
  },
  [sources.heapEventWebhook.name]: (
    _body,
    { basicUser = '', basicPassword = '', headerName = '', headerValue = '' },
    forged
  ) => {
    const password = forged ? 'forged' : text(basicPassword)
    const basic = Buffer.from(`${text(basicUser)}:${password}`).toString('base64')
    const own =
      text(headerName) === '' ? {} : { [text(headerName).toLowerCase()]: forged ? 'forged' : text(headerValue) }
    return { ...(text(basicUser) === '' ? {} : { authorization: `Basic ${basic}` }), ...own }
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const hmac = (secret: string, signed: string): Buffer => createHmac('sha256', secret).update(signed).digest()

/** The first secret: an HMAC needs some text, also where there is none to be checked. */
function secretOf({ webhookSecrets }: Settings, forged: boolean): string {
  const [first = ''] = text(webhookSecrets).split(/[,\n]/)
  return forged ? 'somebody else’s secret' : first.trim()
}
