/** Cells that must stand in quotes (RFC 4180), and those whose blanks at the edges a reader might trim. */
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/

const cell = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replace(/"/g, '""')}"` : text)

/**
 * Rows as CSV (RFC 4180), each ended by CRLF. A cell arrives as it was: nothing is put before a leading `=`, because a
 * machine reads this and the cell is an id.
 */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
