/** At a common 100 ms each, five requests at a time stay below Appcues' 60 a second for the whole account. */
export const REQUESTS_AT_ONCE = 5

/** Runs a task for every item, at most `most` at a time, and gives the results in the order of the items. */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  most: number,
  task: (item: T) => Promise<R>
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++
      results[index] = await task(items[index])
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker))
  return results
}
