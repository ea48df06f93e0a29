/** A request that is not taken. The message is for the sender, the reason for the log. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly reason = message,
    readonly headers: Record<string, string> = {}
  ) {
    super(message)
  }
}

/** A small JSON response. It holds no secret and must not be cached. */
export const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }
  })

/** The same without a body, as HEAD wants it. */
export const withoutBody = ({ status, headers }: Response): Response => new Response(null, { status, headers })
