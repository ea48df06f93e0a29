import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Figures } from './measure'
import { machine } from './report/machine'
import { writeMeasurements } from './report/measurements'
import { tablesOf } from './report/tables'
import { FULL, QUICK, measureAll } from './suites'

const REPORTS = join(__dirname, '..', 'reports')

/** `npm run bench [-- --quick] [-- --write]`: measures, prints the tables, keeps the figures, and writes those of docs/measurements.md if told to. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { quick: { type: 'boolean' }, write: { type: 'boolean' } } })
  const begin = performance.now()
  const results = await measureAll(values.quick ? QUICK : FULL, tell)
  const tables = tablesOf(results, machine())
  mkdirSync(REPORTS, { recursive: true })
  writeFileSync(join(REPORTS, 'bench.json'), `${JSON.stringify({ machine: machine(), ...results }, undefined, 2)}\n`)
  console.log(`\n${tables}\n\nIt took ${Math.round((performance.now() - begin) / 1000)} seconds.`)
  if (values.write) writeMeasurements('bench', tables)
}

function tell({ task, latency, events, perSecond, cpu }: Figures): void {
  const name = task.kind === 'action' ? `${task.load}, ${task.way}` : task.kind === 'source' ? task.name : task.kind
  console.error(
    `${name}, ${latency} ms, ${events} events: ${Math.round(perSecond)} a second, ${cpu.toFixed(1)} µs of CPU each`
  )
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
