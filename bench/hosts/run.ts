import { parseArgs } from 'node:util'
import { machine } from '../report/machine'
import { markdownTable, megabytes, rounded } from '../report/markdown'
import { writeMeasurements } from '../report/measurements'
import { measureFunction } from './function'
import { measureHandler } from './handler'

const LATENCY = 20
const WEBHOOKS = 20_000

/** `npm run bench:hosts [-- --write]`: the Destination Function and the handler, as docs/hosts.md describes them. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
  const { size, load, first, batch, requests } = await measureFunction()
  const { perSecond, cpu, median, p99, memory } = await measureHandler(LATENCY, WEBHOOKS)
  const tables = [
    `Measured on ${machine()}.`,
    markdownTable(
      [
        'Destination Function: size, kB',
        'load, CPU ms',
        'first batch of 20, CPU ms',
        'each after it, CPU ms',
        'requests a batch of 20'
      ],
      [[rounded(size / 1000), rounded(load, 1), rounded(first, 1), rounded(batch, 2), rounded(requests, 2)]]
    ),
    markdownTable(
      [
        `\`serve\`, vendors answer after ${LATENCY} ms: webhooks a second`,
        'CPU µs a webhook',
        'webhooks a second and core',
        'median ms',
        'p99 ms',
        'peak MB'
      ],
      [[rounded(perSecond), rounded(cpu), rounded(1e6 / cpu), rounded(median), rounded(p99), megabytes(memory)]]
    )
  ].join('\n\n')
  console.log(tables)
  if (values.write) writeMeasurements('hosts', tables)
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
