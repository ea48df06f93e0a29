import crypto from 'crypto'
import type { SegmentCall } from '../../../src/sources/shared/types'

export class InvalidEventPayload extends Error {}
export class ValidationError extends Error {}
export class RetryError extends Error {}

/** What a deployed function finds: Segment's globals and nothing of Node's, and what it emitted and said. */
export interface SegmentGlobals {
  globals: Record<string, unknown>
  emitted: unknown[]
  log: string[]
}

export function segmentGlobals(): SegmentGlobals {
  const emitted: unknown[] = []
  const log: string[] = []
  const emit = (type: string) => async (call: Omit<SegmentCall, 'type'>) => void emitted.push({ type, ...call })
  const globals = {
    crypto,
    Buffer,
    Segment: { track: emit('track'), identify: emit('identify') },
    EventNotSupported: class extends Error {},
    InvalidEventPayload,
    ValidationError,
    RetryError,
    console: { log: (message: string) => log.push(message) }
  }
  return { globals, emitted, log }
}

/** A request as Segment hands it over. */
export const functionRequest = (
  body: string,
  headers: Record<string, string> = {},
  url = 'https://fn.segmentapis.com/'
): { text: () => Promise<string>; json: () => Promise<unknown>; headers: Headers; url: URL } => ({
  text: () => Promise.resolve(body),
  json: () => Promise.resolve(JSON.parse(body) as unknown),
  headers: new Headers(headers),
  url: new URL(url)
})
