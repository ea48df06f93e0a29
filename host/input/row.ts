/** One row of an input, under the number by which reports and `--resume` name it. */
export interface GoodRow {
  number: number
  row: Record<string, unknown>
}

/** A row that cannot be read; nothing of it is used. */
export interface BadRow {
  number: number
  /** A message without any value of the row, so that equal problems can be counted together. */
  problem: string
  /** The row as it stands, cut, for the file of rejects. */
  text: string
}

export type InputRow = GoodRow | BadRow

/** What a number counts in each format: an editor finds a line, and nothing else finds the member of a list. */
export type RowUnit = 'line' | 'element'

/** Bytes of the longest row that is read; Segment itself takes no event above 32 KB. */
export const LONGEST_ROW = 4 * 1024 * 1024

export const TOO_LONG = `It is longer than ${LONGEST_ROW} bytes.`
export const NOT_UTF8 = 'It is not UTF-8 text; perhaps Latin-1 (Windows-1252). Save the file as UTF-8.'

const TEXT_KEPT = 2000

export const badRow = (number: number, problem: string, text = ''): BadRow => ({
  number,
  problem,
  text: text.slice(0, TEXT_KEPT)
})
