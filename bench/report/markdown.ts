/** One cell: numbers stand right. */
export type Cell = string | number

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  const rule = head.map((_name, column) => (typeof rows[0]?.[column] === 'number' ? '---:' : '---'))
  const lines = [head, rule, ...rows.map((row) => row.map(cellText))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const cellText = (cell: Cell): string => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)

/** Rounded to so many places behind the point. */
export const rounded = (value: number, places = 0): number => Number(value.toFixed(places))

export const megabytes = (bytes: number): number => rounded(bytes / 1e6, bytes < 10e6 ? 1 : 0)
