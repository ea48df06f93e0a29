import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { machine, writeMeasurements } from '../report/markdown'
import { faultsOf, figuresOf } from './report'
import { soak } from './soak'

const REPORTS = join(__dirname, '..', '..', 'reports')
/** Of each vendor: together they cost some minutes. */
const FAULT_BUDGET = { silences: 3, cuts: 12, lockouts: 2 }
/** One kill for this many rows, and at least one. */
const ROWS_A_KILL = 60_000

/** `npm run soak [-- --seed N] [-- --events N] [-- --memberships N] [-- --write]`: prints the figures; fails when anything is wrong. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      events: { type: 'string', default: '500000' },
      memberships: { type: 'string', default: '200000' },
      write: { type: 'boolean' }
    }
  })
  const [seed, events, memberships] = [values.seed, values.events, values.memberships].map(wholeNumber)
  const kills = 1 + Math.floor(Math.max(events, memberships) / ROWS_A_KILL)
  const result = await soak({ seed, events, memberships, kills, faultBudget: FAULT_BUDGET, log: console.error })
  const figures = figuresOf(result, machine())
  mkdirSync(REPORTS, { recursive: true })
  writeFileSync(join(REPORTS, 'soak.json'), `${JSON.stringify(result, undefined, 2)}\n`)
  console.log(`\n${figures}`)
  const faults = faultsOf(result)
  faults.forEach((fault) => console.error(`WRONG: ${fault}`))
  if (faults.length > 0) process.exitCode = 1
  else if (values.write) writeMeasurements('soak', figures)
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new TypeError(`"${text}" is not a whole number above 0.`)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
