/**
 * Rows of a CSV text (RFC 4180, rows ended by CRLF), read without a package, so that these tests run wherever the destination
 * is taken. The sandbox of the local host reads imports with a real parser; the two agree on every case of `csv.test.ts`.
 */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  const cell = /("((?:[^"]|"")*)"|[^,\r\n]*)(,|\r\n)/y
  let row: string[] = []
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const [, bare, quoted, end] = match
    row.push(quoted === undefined ? bare : quoted.replace(/""/g, '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}
