import { openPeople, personOf } from '../../input/people'
import { EvenSample } from './even-sample'

/** So many people are looked up. */
const SAMPLE = 50

export interface Sampled {
  id: string
  /** The values of other columns that seem to hold ids. */
  others: ReadonlyMap<string, string>
}

export interface Sample {
  name: string
  column: string
  otherColumns: readonly string[]
  sample: Sampled[]
}

/**
 * The people of a list to be looked up, evenly spaced.
 *
 * @throws CommandError when the list cannot be read
 */
export async function readSample(file: string, idColumn?: string): Promise<Sample> {
  const { name, column, otherColumns, rows, input } = await openPeople(file, idColumn)
  const sample = new EvenSample<Sampled>(SAMPLE)
  try {
    for await (const row of rows) {
      const person = personOf(row, column ?? '')
      if ('problem' in person) continue
      const others = otherColumns.map((other) => [other, personOf(row, other)] as const)
      const readable = others.flatMap(([other, value]) => ('id' in value ? [[other, value.id] as const] : []))
      sample.add({ id: person.id, others: new Map(readable) })
    }
  } finally {
    input.close()
  }
  return { name, column: column ?? '', otherColumns, sample: sample.values() }
}
