/** What the server refused, in its words. */
export class ApiError extends Error {
  override readonly name = 'ApiError'

  constructor(
    message: string,
    readonly delivery?: number
  ) {
    super(message)
  }
}

const OFFLINE = 'The local host does not answer. Start it again with npm start; this page finds it by itself.'

/** Asks the server; `body` goes as JSON, a text as it is. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(path, { method, body: text }).catch(() => undefined)
  if (!response) throw new ApiError(OFFLINE)
  const answer = (await response.json().catch(() => ({}))) as { error?: string; delivery?: number }
  if (!response.ok) throw new ApiError(answer.error ?? `The server answered ${response.status}.`, answer.delivery)
  return answer as T
}

export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
