import { closeSync, openSync, writeSync } from 'node:fs'

/** One line: what became of one row of a list, or of one person. */
export interface OutcomeLine {
  list: string
  row: number
  id?: string
  outcome: string
  reason?: string
}

/**
 * The file of who was added, removed and refused, as NDJSON. It holds people's ids, so only its owner may read it. A run that goes
 * on from an earlier one adds to its file: of two lines about a row the last counts.
 */
export class OutcomeFile {
  private readonly file: number

  constructor(path: string, goesOn = false) {
    this.file = openSync(path, goesOn ? 'a' : 'w', 0o600)
  }

  add(line: OutcomeLine): void {
    writeSync(this.file, `${JSON.stringify(line)}\n`)
  }

  close(): void {
    closeSync(this.file)
  }
}
