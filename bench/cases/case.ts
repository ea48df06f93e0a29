/** Ways of delivering the same events; `bench/cases/variants` describes each. */
export type Variant = 'inBatches' | 'oneByOne' | 'frameworkAlone' | 'oursAlone' | 'floor'

/** What is to be measured, as plain data. */
export type Task =
  | { kind: 'action'; load: string; variant: Variant }
  | { kind: 'backfill' }
  | { kind: 'parsing' }
  | { kind: 'delivering' }
  | { kind: 'source'; name: string }
  | { kind: 'peer'; name: string; file: string }

/** The two vendors' addresses on this machine. */
export interface Vendors {
  heap: string
  appcues: string
}

/** One thing to be measured. */
export interface Case {
  /** Brings the vendors, which know nothing, into the state a run needs. Not measured. */
  prepare?: () => Promise<void>
  /** Makes just the input of a run, so that its cost can be taken off. */
  input?: () => void
  /** Runs it all, and returns the number of events. */
  run: () => Promise<number>
}

/** Single events on their way at once. */
export const EVENTS_AT_ONCE = 50

/** Runs a task for each number from 0, at most `most` at a time. */
export async function inFlight(count: number, most: number, task: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < count) await task(next++)
  }
  await Promise.all(Array.from({ length: Math.min(most, count) }, worker))
}
