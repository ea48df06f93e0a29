import { parse } from 'csv-parse/sync'
import type { AppcuesState, AppcuesValue } from './state'

/** The column that says whose row it is. The other headers are property names as they stand (M). */
const ID_COLUMN = 'user_id'

/**
 * Applies a CSV of profiles, and gives what there is to say about rows that could not be applied. An empty cell leaves the
 * property as it is.
 *
 * @throws when the text is no CSV with such a column
 */
export function importProfiles(state: AppcuesState, csv: string, readCell: (cell: string) => AppcuesValue): string[] {
  const [header = [], ...rows] = parse(csv, { bom: true })
  const column = header.indexOf(ID_COLUMN)
  if (column < 0) throw new Error(`The file has no column "${ID_COLUMN}".`)
  const notes: string[] = []
  rows.forEach((cells, n) => {
    const id = cells[column]
    if (id === '') notes.push(`Row ${n + 1} has no ${ID_COLUMN}.`)
    else state.write(id, propertiesOf(header, cells, column, readCell))
  })
  return notes
}

const propertiesOf = (
  header: string[],
  cells: string[],
  idColumn: number,
  readCell: (cell: string) => AppcuesValue
): [string, AppcuesValue][] =>
  header.flatMap((name, n): [string, AppcuesValue][] =>
    n === idColumn || cells[n] === '' ? [] : [[name, readCell(cells[n])]]
  )
