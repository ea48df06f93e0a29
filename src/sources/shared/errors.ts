interface Kind {
  /** The HTTP status for a server of one's own. Heap asks for 403 where a signature is wrong. */
  status: 400 | 403 | 500
  /** What a sender who has proved nothing may read; without one, the message itself. */
  publicMessage?: string
}

const KINDS = {
  INVALID_SIGNATURE: { status: 403, publicMessage: 'This webhook could not be verified.' },
  INVALID_PAYLOAD: { status: 400 },
  MISCONFIGURED: { status: 500, publicMessage: 'This source is not set up correctly; its log says more.' }
} as const satisfies Record<string, Kind>

/**
 * A webhook that is not taken. `message` says what is wrong and what to do, for the log and its owner; `publicMessage` is for
 * the response, and tells a stranger nothing about the set-up.
 */
export class SourceError extends Error {
  readonly status: Kind['status']
  readonly publicMessage: string

  constructor(
    readonly code: keyof typeof KINDS,
    message: string
  ) {
    super(message)
    this.name = 'SourceError'
    const { status, publicMessage = message }: Kind = KINDS[code]
    this.status = status
    this.publicMessage = publicMessage
  }
}
