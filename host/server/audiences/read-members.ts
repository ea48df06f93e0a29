import { parse } from 'csv-parse/sync'

/** The columns that may hold a person's id, the likeliest first. */
const ID_COLUMNS = ['user_id', 'userid', 'identity', 'id', 'appcuesuserid', 'email']

/** People in one list: more belongs into the command `sync`, which reads a stream. */
export const MOST_MEMBERS = 200_000

/**
 * The ids of a list: a CSV whose header names a column of ids, or one id a line.
 *
 * @returns the ids, each once, or what is wrong, in a sentence
 */
export function readMembers(text: string): { ids: string[] } | { problem: string } {
  const rows = rowsOf(text)
  if (!rows) return { problem: 'Members: this is no CSV. Paste one id a line, or a CSV with a column user_id.' }
  const header = (rows[0] ?? []).map((cell) => cell.trim().toLowerCase())
  const named = ID_COLUMNS.map((name) => header.indexOf(name)).find((index) => index >= 0)
  if (named === undefined && header.length > 1) {
    return { problem: 'Members: no column is called user_id. Name the column that holds the ids so.' }
  }
  const values = (named === undefined ? rows : rows.slice(1)).map((cells) => (cells[named ?? 0] ?? '').trim())
  const ids = [...new Set(values.filter((id) => id !== ''))]
  if (ids.length > MOST_MEMBERS) {
    return {
      problem: `Members: ${ids.length} are too many for this page. Use the command sync for more than ${MOST_MEMBERS}.`
    }
  }
  return { ids }
}

function rowsOf(text: string): string[][] | undefined {
  try {
    return parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true })
  } catch {
    return undefined
  }
}
