/** What the server did not accept, with its message. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    message: string,
    readonly status?: number,
    readonly delivery?: number
  ) {
    super(message)
  }
}

const OFFLINE = 'The local host does not respond. Start it again with npm start; this page reconnects by itself.'

/** Asks the server; `body` goes as JSON, a text or a file as it is. Undefined where the response has no body. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const asItIs = body === undefined || typeof body === 'string' || body instanceof Blob
  const response = await fetch(path, { method, body: asItIs ? body : JSON.stringify(body) }).catch(() => undefined)
  if (!response) throw new ApiError(OFFLINE)
  const data = (await response.json().catch(() => undefined)) as T & { error?: string; delivery?: number }
  if (response.ok) return data
  throw new ApiError(data?.error ?? `The server responded with ${response.status}.`, response.status, data?.delivery)
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
