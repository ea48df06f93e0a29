import { createHmac } from 'crypto'
import type { Receive, SegmentCall, SourceRequest, SourceSettings } from '../../../src/sources/shared/types'

/** The present, in every test of a source: 2026-03-10T22:22:00Z. */
export const NOW = Date.UTC(2026, 2, 10, 22, 22, 0)

/** A request of a webhook; a body that is no text is sent as JSON. */
export const requestOf = (body: unknown, headers: Record<string, string> = {}, url?: string): SourceRequest => ({
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  url
})

/** What a source makes of a request, and what it writes to the log. */
export function run(
  receive: Receive,
  request: SourceRequest,
  settings: SourceSettings = {}
): { calls: SegmentCall[]; notes: string[] } {
  const notes: string[] = []
  const calls = receive(request, settings, NOW, (message) => notes.push(message))
  return { calls, notes }
}

export const hmac = (secret: string, text: string, encoding: 'hex' | 'base64' | 'base64url'): string =>
  createHmac('sha256', secret).update(text).digest(encoding)

/** A JSON object with an object in it, and so on. */
export const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)

/** How many objects or lists stand in one another. */
export function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

/** Matches a rejection in whole. */
export const rejection = (
  code: 'INVALID_SIGNATURE' | 'INVALID_PAYLOAD' | 'MISCONFIGURED',
  message: string | RegExp
): Error =>
  expect.objectContaining({
    name: 'SourceError',
    code,
    status: { INVALID_SIGNATURE: 403, INVALID_PAYLOAD: 400, MISCONFIGURED: 500 }[code],
    message: typeof message === 'string' ? message : (expect.stringMatching(message) as unknown)
  }) as Error

/** Bodies that are no JSON object, with what a source says about each. */
export const UNUSABLE_BODIES: readonly [string, string, string][] = [
  ['an empty body', '', 'The webhook’s body is empty. Send one JSON object.'],
  ['a blank body', ' \n', 'The webhook’s body is empty. Send one JSON object.'],
  ['a lone byte order mark', '\uFEFF', 'The webhook’s body is empty. Send one JSON object.'],
  ['a form', 'a=1&b=2', 'The webhook’s body is not JSON. Send one JSON object.'],
  ['a half-written object', '{"name":"appcues:flow_st', 'The webhook’s body is not JSON. Send one JSON object.'],
  ['a NUL between the keys', '{"name":\u0000"a"}', 'The webhook’s body is not JSON. Send one JSON object.'],
  ['a list', '[{"name":"a"}]', 'The webhook’s body is JSON, but not an object. Send one JSON object.'],
  ['null', 'null', 'The webhook’s body is JSON, but not an object. Send one JSON object.'],
  ['a text', '"appcues:flow_started"', 'The webhook’s body is JSON, but not an object. Send one JSON object.'],
  ['a number', '5', 'The webhook’s body is JSON, but not an object. Send one JSON object.'],
  [
    'a body of 34 million characters',
    `{"a":"${'x'.repeat(34_000_000)}"}`,
    'The webhook’s body is 34000008 characters long; at most 33554432 are read. Send one JSON object.'
  ]
]
