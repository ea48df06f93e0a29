import { hasZone } from '../../src/destinations/heap-appcues/shared/time'
import { plainName } from '../input/ids'

/** What is true of some rows of an export. */
export interface NotesOfRows {
  unusedColumns: readonly string[]
  /** Times without a zone. */
  withoutZone: number
}

/** A hostile file may have as many columns as rows. */
const MOST_COLUMNS = 50

/** Takes down what is true of many rows of an export, and is worth one line of a report. */
export class ExportNotes {
  private unused = new Set<string>()
  private withoutZone = 0
  private timeColumn = 'timestamp'

  see(row: Record<string, unknown>, unusedColumns: readonly string[]): void {
    const time = this.timeOf(row)
    this.add({ unusedColumns, withoutZone: typeof time === 'string' && !hasZone(time) ? 1 : 0 })
  }

  add({ unusedColumns, withoutZone }: NotesOfRows): void {
    for (const column of unusedColumns) if (this.unused.size < MOST_COLUMNS) this.unused.add(column)
    this.withoutZone += withoutZone
  }

  /** What was taken down since this was last asked. */
  take(): NotesOfRows {
    const { unused, withoutZone } = this
    this.unused = new Set()
    this.withoutZone = 0
    return { unusedColumns: [...unused], withoutZone }
  }

  /** The column may be written in capitals or with blanks, in all rows alike. */
  private timeOf(row: Record<string, unknown>): unknown {
    if (Object.hasOwn(row, this.timeColumn)) return row[this.timeColumn]
    const found = Object.keys(row).find((column) => plainName(column) === 'timestamp')
    if (found === undefined) return undefined
    this.timeColumn = found
    return row[found]
  }
}
