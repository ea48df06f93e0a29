/** The HTTP status that a server of one's own answers, by kind of refusal. Heap asks for 403 where a signature is wrong. */
const STATUSES = { INVALID_SIGNATURE: 403, INVALID_PAYLOAD: 400, MISCONFIGURED: 500 } as const

/** A webhook that is not taken, in a sentence that names what is wrong and what would mend it. */
export class SourceError extends Error {
  readonly status: number

  constructor(
    readonly code: keyof typeof STATUSES,
    message: string
  ) {
    super(message)
    this.name = 'SourceRefusal'
    this.status = STATUSES[code]
  }
}
