/** A command that cannot begin, in a sentence for the person who gave it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}
