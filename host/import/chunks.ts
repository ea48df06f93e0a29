/**
 * Cuts a stream of values into lists of up to `size`. Ends early, in the middle of waiting for a value if need be, when
 * the signal is aborted.
 */
export async function* chunksOf<T>(values: AsyncIterable<T>, size: number, signal: AbortSignal): AsyncGenerator<T[]> {
  const iterator = values[Symbol.asyncIterator]()
  let end = (): void => undefined
  const stop = (): void => end()
  signal.addEventListener('abort', stop)
  const next = (): Promise<IteratorResult<T>> =>
    new Promise((resolve, reject) => {
      end = () => resolve({ done: true, value: undefined })
      if (signal.aborted) return end()
      iterator.next().then(resolve, reject)
    })
  let chunk: T[] = []
  try {
    for (let value = await next(); !value.done; value = await next()) {
      chunk.push(value.value)
      if (chunk.length < size) continue
      yield chunk
      chunk = []
    }
    if (chunk.length > 0) yield chunk
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
