import { setTimeout as pause } from 'node:timers/promises'

/** So long that only what never comes is given up, on however slow a machine; less than Jest allows a test. */
const LONGEST = 100_000

/** Waits until `look` finds something: anything but undefined and false. */
export async function until<T>(look: () => T | undefined | false): Promise<T> {
  const end = performance.now() + LONGEST
  for (;;) {
    const found = look()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error('What was waited for did not come.')
    await pause(10)
  }
}
