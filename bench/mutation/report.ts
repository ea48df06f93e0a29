import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine } from '../report/machine'
import { markdownTable, rounded } from '../report/markdown'
import type { Cell } from '../report/markdown'
import { writeMeasurements } from '../report/measurements'
import { mutantsOf } from './mutants'
import type { Mutant, Report } from './mutants'
import { survivors } from './survivors'

const REPORT = join(__dirname, '..', '..', 'reports', 'mutation.json')
const PARTS = { Destination: 'src/destinations/', 'Source functions': 'src/sources/', Together: 'src/' }

/**
 * `npm run mutation [-- --write]`, after the mutants have run: holds those that are left against the list of those that were looked at,
 * fails when the two differ, and writes the table of docs/measurements.md if told to.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
  if (!existsSync(REPORT)) throw new TypeError('There is no reports/mutation.json yet: `npm run mutation` writes it.')
  const mutants = mutantsOf(JSON.parse(readFileSync(REPORT, 'utf8')) as Report)
  const left = mutants.filter(({ isKilled }) => !isKilled).map(textOf)
  const explained = survivors.flatMap((group) => group.mutants.map(textOf))
  const differences = [
    ...beyond(left, explained).map((text) => `No reason is given in bench/mutation/survivors.ts for ${text}`),
    ...beyond(explained, left).map((text) => `It is listed in bench/mutation/survivors.ts and killed now: ${text}`)
  ]
  const figures = figuresOf(mutants)
  console.log(`\n${figures}\n`)
  differences.forEach((difference) => console.error(difference))
  if (differences.length > 0) process.exitCode = 1
  else if (values.write) writeMeasurements('mutation', figures)
}

const textOf = ({ file, from, to }: Pick<Mutant, 'file' | 'from' | 'to'>): string => `${file}: ${from} → ${to}`

/** What the one list has more often than the other: the same change can be possible at two places of a file. */
function beyond(list: readonly string[], other: readonly string[]): string[] {
  const rest = [...other]
  return list.filter((text) => {
    const at = rest.indexOf(text)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
}

function figuresOf(mutants: readonly Mutant[]): string {
  const rows = Object.entries(PARTS).map(([name, folder]): Cell[] => {
    const some = mutants.filter(({ file }) => file.startsWith(folder))
    const killed = some.filter(({ isKilled }) => isKilled).length
    return [name, some.length, killed, some.length - killed, `${rounded((100 * killed) / some.length, 1)} %`]
  })
  const table = markdownTable(['', 'Changes tried', 'Noticed by a test', 'Left', 'Noticed'], rows)
  return `${machine()}. Each change left was looked at: [bench/mutation/survivors.ts](../bench/mutation/survivors.ts) says why no test need notice it.\n\n${table}`
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
