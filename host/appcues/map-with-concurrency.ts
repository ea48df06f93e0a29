import limit from 'p-limit'

/** Enough to keep Appcues' 60 a second busy; how fast they may go is the client's to say. */
const AT_A_TIME = 5

/** Runs a task for every item, a few at a time, and gives the results in their order; after the signal, `undefined` for the rest. */
export async function mapWithConcurrency<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  signal?: AbortSignal
): Promise<(R | undefined)[]> {
  const turn = limit(AT_A_TIME)
  return Promise.all(items.map((item) => turn(async () => (signal?.aborted ? undefined : task(item)))))
}
