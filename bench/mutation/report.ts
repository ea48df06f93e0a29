import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine, markdownTable, rounded, writeMeasurements } from '../report/markdown'
import type { Cell } from '../report/markdown'
import { survivors } from './survivors'
import type { Survivor } from './survivors'

/** What is read of Stryker's report (mutation testing report schema, version 2). Lines and columns count from 1. */
interface Report {
  files: Record<string, { source: string; mutants: Reported[] }>
}

interface Reported {
  status: string
  replacement?: string
  location: { start: Position; end: Position }
}

interface Position {
  line: number
  column: number
}

/** One change to the code: what stood there and what took its place, with white space as single blanks. */
interface Mutant extends Survivor {
  /** A test failed, or never ended. */
  isKilled: boolean
}

const KILLED = ['Killed', 'Timeout']
const LEFT = ['Survived', 'NoCoverage']

/** The mutants that ran or should have; not those that the configuration leaves out. */
const mutantsOf = ({ files }: Report): Mutant[] =>
  Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants
      .filter(({ status }) => [...KILLED, ...LEFT].includes(status))
      .map(({ status, location, replacement = '' }) => ({
        file,
        from: inOneLine(textAt(source, location)),
        to: inOneLine(replacement),
        isKilled: KILLED.includes(status)
      }))
  )

function textAt(source: string, { start, end }: Reported['location']): string {
  const lines = source.split('\n')
  const offset = ({ line, column }: Position): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1
  return source.slice(offset(start), offset(end))
}

const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

const REPORT = join(__dirname, '..', '..', 'reports', 'mutation.json')
const PARTS = {
  Destination: 'src/destinations/',
  'Source functions': 'src/sources/',
  Runtime: 'src/runtime/',
  Together: 'src/'
}

/**
 * `npm run mutation [-- --write]`, after the mutants have run: holds those that are left against the list of those that were looked at,
 * fails when the two differ, and writes the table of docs/measurements.md with `--write`.
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

const textOf = ({ file, from, to }: Survivor): string => `${file}: ${from} → ${to}`

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
  return `${machine()}. Each change left was looked at: \`bench/mutation/survivors.ts\` says why no test need notice it.\n\n${table}`
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
