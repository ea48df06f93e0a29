import type { Context } from 'hono'
import type { SandboxEnv } from '../request'

/** Appcues names the status of a response in its body. */
export const titles: Record<number, string> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  408: 'Request Timeout',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout'
}

export type SuccessStatus = 200 | 202
export type ErrorStatus = 400 | 401 | 403 | 404 | 415 | 429 | 503

/** `{"status":202,"title":"Accepted"}` and what else belongs to it. */
export const success = (c: Context<SandboxEnv>, status: SuccessStatus, more: Record<string, string> = {}): Response =>
  c.json({ status, title: titles[status], ...more }, status)

/** Appcues' form of an error: `{"error":true,"status":404,"title":"Not Found","detail":"…"}`. */
export const failure = (c: Context<SandboxEnv>, status: ErrorStatus, detail: string): Response =>
  c.json(errorOf(status, detail), status)

/** The same for the statuses of faults. */
export const errorBody = (status: number): string => JSON.stringify(errorOf(status, titles[status] ?? 'Error'))

const errorOf = (status: number, detail: string) => ({ error: true, status, title: titles[status] ?? 'Error', detail })
