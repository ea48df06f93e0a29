/**
 * Cuts a stream of values into lists of up to `size`. Ends early, in the middle of waiting for a value if need be, when
 * `stopped` resolves.
 */
export async function* chunksOf<T>(
  values: AsyncIterable<T>,
  size: number,
  stopped: Promise<void>
): AsyncGenerator<T[]> {
  const iterator = values[Symbol.asyncIterator]()
  let end = (): void => undefined
  // Not a race for every value: each would leave something hanging on the promise that may never resolve.
  void stopped.then(() => end())
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      end = () => resolve({ done: true, value: undefined })
      iterator.next().then(resolve, reject)
    })
  let chunk: T[] = []
  for (let value = await next(); !value.done; value = await next()) {
    chunk.push(value.value)
    if (chunk.length < size) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}
