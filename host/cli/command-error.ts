/** A message for the person who gave the command: what is wrong, and what to do. The command ends with exit code 2. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Runs something with files; where the system fails, its code stands behind the message. */
export function withMessage<T>(message: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw new CommandError(`${message} (${String((error as { code?: unknown }).code)}).`)
  }
}
