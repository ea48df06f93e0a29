import type { AppcuesApi } from '../appcues/client'
import { lookUp } from '../appcues/profiles'
import { printable } from '../cli/tables'
import { shapeOfMost } from '../input/ids'
import { openPeople, personOf } from '../input/people'

/** Below this share the ids are probably of another kind than Appcues'. */
const EXPECTED = 0.8

export interface SampleResult {
  text: string
  /** How many were looked up, and how many of them exist. */
  lookedUp: number
  found: number
  /** Undefined when no one could be looked up. */
  share: number | undefined
}

/**
 * Looks up a sample of a list in Appcues, and where too few are found, why that may be. Fewer than 80 % make a warning and not a
 * failure: a list may well hold people who never came by.
 *
 * @throws CommandError when the list cannot be read
 */
export async function sampleAudience(api: AppcuesApi, file: string, idColumn?: string): Promise<SampleResult> {
  const { name, column, otherColumns, sample } = await readSample(file, idColumn)
  const ids = sample.map(({ id }) => id)
  const { found, missing, unread } = await lookUp(api, ids)
  const looked = found.length + missing.length
  if (looked === 0) {
    const text = printable(unread[0] ?? `${name} has no row with an id.`)
    return { text, lookedUp: 0, found: 0, share: undefined }
  }
  const share = found.length / looked
  const lines = [
    `${found.length} of ${looked} exist in Appcues (ids of the column "${column}" of ${name}, evenly spaced).`,
    ...(unread.length > 0 ? [`${unread.length} could not be looked up: ${unread[0]}`] : []),
    ...(share < EXPECTED
      ? ['Warning: fewer than 80 %. The others would be made as new users.', ...shapeLine(found, missing)]
      : []),
    ...(share < EXPECTED ? await otherWays(api, missing, sample, otherColumns) : [])
  ]
  return { text: lines.map(printable).join('\n'), lookedUp: looked, found: found.length, share }
}

/** Appcues cannot list its users: what their ids look like shows only in those that were found. */
function shapeLine(found: readonly string[], missing: readonly string[]): string[] {
  const shape = shapeOfMost(missing)
  if (shape === undefined) return []
  if (found.length === 0)
    return [`Your ids look like ${shape}, and Appcues knows none of them: it seems to know people by something else.`]
  const theirs = shapeOfMost(found)
  if (theirs === shape) return []
  return [`The missing ids look like ${shape}, those that exist ${theirs === undefined ? 'do not' : `like ${theirs}`}.`]
}

/** Whether the people are there under another id of theirs. */
async function otherWays(
  api: AppcuesApi,
  missing: readonly string[],
  sample: readonly Sampled[],
  columns: readonly string[]
): Promise<string[]> {
  const lines: string[] = []
  const capitals = missing.filter((id) => id !== id.toLowerCase())
  const lower = await lookUp(
    api,
    capitals.map((id) => id.toLowerCase())
  )
  if (lower.found.length > 0)
    lines.push(`${lower.found.length} of the missing exist in lower case: write the ids as Appcues has them.`)
  for (const column of columns) {
    const ids = sample.map(({ others }) => others.get(column)).filter((id) => id !== undefined)
    const { found } = await lookUp(api, ids)
    if (found.length > 0)
      lines.push(`By the column "${column}" ${found.length} of ${ids.length} exist: --id-column "${column}".`)
  }
  return lines
}

/** How many people are looked up. */
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

/** A sample of a stream of unknown length, evenly spaced: the same for the same stream. */
export class EvenSample<T> {
  private kept: T[] = []
  private stride = 1
  private count = 0

  constructor(private readonly size: number) {}

  add(value: T): void {
    if (this.count++ % this.stride !== 0) return
    this.kept.push(value)
    if (this.kept.length < 2 * this.size) return
    this.kept = this.kept.filter((_value, index) => index % 2 === 0)
    this.stride *= 2
  }

  values(): T[] {
    const { kept, size } = this
    if (kept.length <= size) return kept
    return Array.from({ length: size }, (_value, index) => kept[Math.floor((index * kept.length) / size)])
  }
}
