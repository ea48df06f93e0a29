/** An input that cannot be read at all, in a sentence for the person who named it. */
export class InputError extends Error {
  override readonly name = 'InputError'
}
