import { RequestError } from './responses'

/** Bytes that all unanswered requests of one handler may hold together: a page of Heap's segment sync can have 32 MiB. */
const TOGETHER = 128 * 1024 * 1024

/** Reads bodies as text, within bounds. */
export class BodyReader {
  private held = 0

  /**
   * Calls `use` with the body, whose bytes count as held until it is done.
   *
   * @param most bytes of one body
   * @throws RequestError 413 for a body that is too long, 503 while too much is held
   */
  async read<T>(request: Request, most: number, use: (body: string) => Promise<T>): Promise<T> {
    if (Number(request.headers.get('content-length')) > most) throw tooLong(most)
    let own = 0
    const hold = (bytes: number): void => {
      own += bytes
      this.held += bytes
      if (own > most) throw tooLong(most)
      if (this.held > TOGETHER)
        throw new RequestError(503, 'Too many large requests at once. Send this one again later.')
    }
    try {
      return await use(await textOf(request, hold))
    } finally {
      this.held -= own
    }
  }
}

const tooLong = (most: number): RequestError =>
  new RequestError(413, `The body is longer than the ${most / 1024 / 1024} MiB that are read here.`)

async function textOf(request: Request, hold: (bytes: number) => void): Promise<string> {
  if (!request.body) return ''
  const reader = request.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      const bytes = value
      hold(bytes.byteLength)
      text += decoder.decode(bytes, { stream: true })
    }
  } catch (error) {
    await reader.cancel().catch(() => undefined)
    throw error
  }
}
