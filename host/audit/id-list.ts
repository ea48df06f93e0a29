import { openPeople } from '../input/people'
import type { Input } from '../input/open-input'
import type { PersonRow } from '../input/people'

/** A list of people, read whole: to read a million profiles would take hours, so such lists are short. */
export interface IdList {
  name: string
  unit: string
  /** Each id once, with the row it stands in first. */
  rows: ReadonlyMap<string, number>
  /** Rows without a usable id. `unknown`: the row may name a member, but cannot be read. */
  bad: { number: number; problem: string; unknown: boolean }[]
  /** What to look at before the list is trusted. */
  notes: string[]
  input: Pick<Input, 'path'>
}

/** @throws CommandError when it cannot be read or has no column of ids */
export async function readIdList(path: string, idColumn?: string): Promise<IdList> {
  const { name, unit, people, input, notes } = await openPeople(path, idColumn)
  const rows = new Map<string, number>()
  const bad: IdList['bad'] = []
  try {
    for await (const row of people) {
      if ('problem' in row) bad.push(row)
      else if (!rows.has(row.id)) rows.set(row.id, row.number)
    }
  } finally {
    input.close()
  }
  return { name, unit, rows, bad, notes: notes(), input }
}

/** Whether every row could be read: only then does it mean something that a person is not in the list. */
export const isComplete = ({ bad }: IdList): boolean => !bad.some(({ unknown }) => unknown)

/** The list again, as rows of people. */
export async function* peopleIn(rows: Iterable<readonly [string, number]>): AsyncGenerator<PersonRow> {
  for (const [id, number] of rows) yield { number, id }
}
