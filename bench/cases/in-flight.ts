/** Single events on their way at once. */
export const EVENTS_AT_ONCE = 50

/** Runs a task for each number from 0, so many at a time. */
export async function inFlight(count: number, most: number, task: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: Math.min(most, count) }, worker))
}
