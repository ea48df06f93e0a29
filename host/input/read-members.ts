import { CommandError } from '../cli/command-error'
import { findColumn } from './ids'
import { textInput } from './open-input'
import { readPeople } from './people'

/** The members of a list that someone pasted or dropped into a page. */
export interface Members {
  /** Each once, in their order. */
  ids: string[]
  /** Rows without a usable id, by line or element, with the reason. */
  rejected: { number: number; problem: string }[]
  /** True when a row that cannot be read may name someone: then no one may be removed. */
  incomplete: boolean
  /** What to look at before the list is trusted. */
  notes: string[]
}

/**
 * Reads a list as the commands do: CSV, TSV, NDJSON or a JSON list, gzip too. What has one column and no header, as people paste
 * it, is read as one id a line.
 *
 * @param most members; more belong into the command `sync`, which reads a stream
 * @throws CommandError when it cannot be read, has no column of ids, or has too many members
 */
export async function readMembers(content: string | Buffer, most: number, idColumn?: string): Promise<Members> {
  const list = await readPeople(textInput('The list', withHeader(content)), idColumn)
  const ids = new Set<string>()
  const rejected: Members['rejected'] = []
  let incomplete = false
  for await (const row of list.people) {
    if ('id' in row) ids.add(row.id)
    else rejected.push({ number: row.number, problem: row.problem })
    incomplete ||= 'problem' in row && row.unknown
    if (ids.size > most) {
      throw new CommandError(
        `The list has more than ${most.toLocaleString('en-US')} people. Use the command sync for it.`
      )
    }
  }
  return { ids: [...ids], rejected, incomplete, notes: list.notes() }
}

/** A pasted list of plain ids gets the header that it lacks, on the line before its first. */
function withHeader(content: string | Buffer): string | Buffer {
  if (typeof content !== 'string') return content
  const [first = ''] = content.trimStart().split(/\r?\n|\r/, 1)
  const isPlain = first !== '' && !/[,;\t{[]/.test(first) && findColumn([first.trim()]).column === undefined
  return isPlain ? `user_id\n${content}` : content
}
