import { hasZone } from '../../src/destinations/heap-appcues/shared/time'
import { thousands } from '../cli/tables'
import { plainName } from '../input/id-column'

/** A hostile file may have as many columns as rows. */
const MOST_COLUMNS = 50

/** Takes down what is true of many rows of an export, and is worth one line of a report. */
export class ExportNotes {
  private readonly unused = new Set<string>()
  private withoutZone = 0
  private timeColumn = 'timestamp'

  add(row: Record<string, unknown>, unusedColumns: readonly string[]): void {
    for (const column of unusedColumns) if (this.unused.size < MOST_COLUMNS) this.unused.add(column)
    const time = this.timeOf(row)
    if (typeof time === 'string' && !hasZone(time)) this.withoutZone += 1
  }

  lines(): string[] {
    const columns = [...this.unused].map((column) => `"${column.slice(0, 60)}"`).join(', ')
    return [
      ...(this.withoutZone > 0 ? [`${thousands(this.withoutZone)} times say no zone and were read as UTC.`] : []),
      ...(columns === '' ? [] : [`Columns that are used for nothing: ${columns}.`])
    ]
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
