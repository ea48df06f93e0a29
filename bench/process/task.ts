/** The ways to take the same events to the same place; `bench/cases/variants` says what each does. */
export type Way = 'inBatches' | 'oneByOne' | 'frameworkAlone' | 'oursAlone' | 'floor'

/** What is to be measured, as plain data. */
export type Task =
  | { kind: 'action'; load: string; way: Way }
  | { kind: 'backfill' }
  | { kind: 'parsing' }
  | { kind: 'source'; name: string }
  | { kind: 'peer'; name: string; file: string }
