import { SourceError } from '../shared/errors'

/** Heap's signature of one webhook: the time in epoch milliseconds, as it stands in the header and as a number, and the HMAC. */
export interface HeapHash {
  ts: string
  signedAt: number
  hmac: string
}

/** Reads the header `Heap-Hash: ts:<epoch ms>,hmac:<base64>`; undefined when there is none. */
export function readHeapHash(header: string | undefined): HeapHash | undefined {
  if (header === undefined || header.trim() === '') return undefined
  const [, ts = ''] = /(?:^|,)\s*ts:(\d{1,16})\s*(?:,|$)/.exec(header) ?? []
  const [, hmac = ''] = /(?:^|,)\s*hmac:([^,\s]+)\s*(?:,|$)/.exec(header) ?? []
  if (ts !== '' && hmac !== '') return { ts, signedAt: Number(ts), hmac }
  throw new SourceError(
    'INVALID_SIGNATURE',
    'The header Heap-Hash cannot be read: it must hold ts:<milliseconds>,hmac:<signature>.'
  )
}
