import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRequestClient } from '@segment/actions-core'
import { appcuesClient } from '../../src/destinations/heap-appcues/appcues/client'
import type { CommandContext } from '../cli/command-context'
import { CommandError } from '../cli/command-error'
import type { PlainSettings } from '../cli/environment'
import { tableOf } from '../cli/tables'
import { sendTestEvent, TEST_EVENT, TEST_PERSON } from './connection-test'
import { vendorLines } from './connection-test'
import { facts, unseen } from './probe-facts'
import type { Finding } from './probe-facts'
import { ProbeAccount } from './probe-account'
import type { ProbeOptions } from './probe-account'
import { PROBE, probeAppcues } from './probe-appcues'

export interface ProbeContext extends CommandContext, ProbeOptions {
  /** Asks the person; false is no. */
  confirm: (question: string) => Promise<boolean>
  /** Where the report is written. */
  folder: string
}

/**
 * The command `check --probe`: tries out, in the user's own accounts, what the code assumes of a vendor without a document that
 * confirms it. Nothing is written before the person confirms.
 *
 * @returns whether everything that could be seen is as assumed, and everything that was made is removed
 * @throws CommandError when Appcues cannot be reached
 */
export async function runProbe(context: ProbeContext): Promise<boolean> {
  const [heap, appcues] = await vendorLines(context.environment)
  if (appcues.state !== 'right') throw new CommandError(`--probe needs Appcues. Appcues: ${appcues.sentence}`)
  const at = new Date((context.now ?? Date.now)())
  const name = `${PROBE.replace(' ', '-')}-${at.getTime()}`
  const isHeapProbed = heap.state === 'right'
  context.print(announcement(name, appcues.settings, isHeapProbed))
  if (!(await context.confirm('Go on?'))) {
    context.print('Nothing was written.')
    return true
  }
  const send = appcuesClient(createRequestClient(), appcues.settings)
  const account = new ProbeAccount(send, name, name, context)
  const { findings, left } = await probeAppcues(account)
  findings.push(isHeapProbed ? await repeatKey(heap.settings, at) : unseen(facts.repeatedKey, 'Heap is not filled in'))
  context.print(tableOf(HEAD, findings.map(rowOf), WIDTHS))
  left.forEach((one) => context.print(`Not removed: ${one}. Delete it in Appcues.`))
  context.print(
    `Written to ${writeReport(context.folder, at, appcues.settings, findings)}: it holds no key and no account. Please attach it to an issue, so that we all know.`
  )
  return left.length === 0 && findings.every(({ verdict }) => verdict !== 'otherwise')
}

const HEAD = ['Vendor', 'Question', 'Assumed', 'Seen', 'Verdict']
const WIDTHS = [9, 34, 22, 40, 16]

const rowOf = ({ vendor, question, assumed, seen, verdict }: Finding): string[] => [
  vendor,
  question,
  assumed,
  seen,
  verdict
]

const announcement = (
  name: string,
  { appcuesAccountId, appcuesRegion }: PlainSettings,
  isHeapProbed: boolean
): string =>
  [
    `This writes to the Appcues account ${String(appcuesAccountId)} (${String(appcuesRegion)}):`,
    `- it makes one user and one segment, both called "${name}", and removes them at the end;`,
    `- it sends one event called "${PROBE}" of that user, and tries an id of 1024 characters;`,
    isHeapProbed
      ? `- it sends one event called "${TEST_EVENT}" of the user "${TEST_PERSON}" to Heap, twice with one key. Heap cannot remove it.`
      : '- Heap is not filled in, and gets nothing.',
    'It takes up to a few minutes, because Appcues does some of it in its own time.'
  ].join('\n')

/** Heap has no API to read events with: a person has to look. */
async function repeatKey(settings: PlainSettings, at: Date): Promise<Finding> {
  const time = at.toISOString()
  for (let times = 0; times < 2; times++) {
    const { worked, sentence } = await sendTestEvent(settings, time)
    if (!worked) return unseen(facts.repeatedKey, sentence)
  }
  return unseen(
    facts.repeatedKey,
    `look in Heap for "${TEST_EVENT}" at ${time}: once is as assumed, twice is otherwise`
  )
}

/** A new file, readable by its owner alone. Gives its name. */
function writeReport(folder: string, at: Date, { appcuesRegion }: PlainSettings, findings: readonly Finding[]): string {
  const file = `heap-appcues-probe-${at.toISOString().replace(/[:.]/g, '-')}.json`
  const report = { time: at.toISOString(), region: appcuesRegion, findings }
  writeFileSync(join(folder, file), `${JSON.stringify(report, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 })
  return file
}
