import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Figures } from './measure'
import { machine, writeMeasurements } from './report/markdown'
import { peersTable, tablesOf } from './report/tables'
import { FULL, measureAll, measurePeers, QUICK } from './suites'
import type { Scale } from './suites'

const REPORTS = join(__dirname, '..', 'reports')

interface Report {
  /** The part of docs/measurements.md, and of the file of figures. */
  name: 'bench' | 'peers'
  results: object
  text: string
}

/**
 * `npm run bench -- [--peers <checkout>] [--quick] [--write]`: measures our code, or Segment's own destinations beside ours;
 * prints the tables, keeps the figures, and writes docs/measurements.md with `--write`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean' },
      write: { type: 'boolean' },
      peers: { type: 'string' }
    }
  })
  const begin = performance.now()
  const { name, results, text } = await measure(values, values.quick ? QUICK : FULL)
  mkdirSync(REPORTS, { recursive: true })
  writeFileSync(join(REPORTS, `${name}.json`), `${JSON.stringify({ machine: machine(), ...results }, undefined, 2)}\n`)
  console.log(`\n${text}\n\nIt took ${Math.round((performance.now() - begin) / 1000)} seconds.`)
  if (values.write) writeMeasurements(name, text)
}

async function measure({ peers }: { peers?: string }, scale: Scale): Promise<Report> {
  if (peers !== undefined) {
    const comparisons = await measurePeers(peers, scale, log)
    return { name: 'peers', results: { comparisons }, text: peersTable(comparisons, machine()) }
  }
  const results = await measureAll(scale, log)
  return { name: 'bench', results, text: tablesOf(results, machine()) }
}

function log({ task, latency, events, perSecond, cpu }: Figures): void {
  const name =
    task.kind === 'action'
      ? `${task.load}, ${task.variant}`
      : task.kind === 'source' || task.kind === 'peer'
        ? task.name
        : task.kind
  console.error(
    `${name}, ${latency} ms, ${events} events: ${Math.round(perSecond)} a second, ${cpu.toFixed(1)} µs of CPU each`
  )
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
