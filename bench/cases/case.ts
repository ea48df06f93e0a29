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
  /** Runs it all, and says how many events that were. */
  run: () => Promise<number>
}

/** Makes a case for so many events. */
export type MakeCase = (vendors: Vendors, events: number) => Promise<Case>
