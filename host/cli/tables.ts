import Table from 'cli-table3'

type Cell = string | number

/** A plain table: no colours, so that it reads the same in a file; numbers stand right. */
export function tableOf(
  head: readonly string[],
  rows: ReadonlyArray<readonly Cell[]>,
  widths?: Array<number | null>
): string {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_name, column) => (typeof rows[0]?.[column] === 'number' ? 'right' : 'left')),
    ...(widths ? { colWidths: widths, wordWrap: true } : {})
  })
  table.push(...rows.map((row) => row.map(cellText)))
  return table.toString()
}

const cellText = (cell: Cell): string => (typeof cell === 'number' ? thousands(cell) : printable(cell))

/** A number with its noun: `1 line`, `2,000 lines`. */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
  `${thousands(count)} ${count === 1 ? noun : plural}`

export const thousands = (value: number): string => value.toLocaleString('en-US')

/** What comes out of a file may hold control characters, and those move a terminal's cursor. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]/gu, '�')
