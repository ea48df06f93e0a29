import { markdownTable, megabytes, rounded } from '../report/markdown'
import type { Cell } from '../report/markdown'
import type { SoakResult } from './soak'
import { UNKNOWN_HOST } from './fault-schedule'

/** What is wrong; empty when the run passed. */
export function faultsOf({ events, memberships: { after }, firstBatches, reportedAgain }: SoakResult): string[] {
  const wrong = after.wrongProperties + after.wrongInSegment
  return [
    ...events.findings,
    ...after.findings,
    ...(events.duplicatesStored > 0 ? [`stored twice: ${events.duplicatesStored}`] : []),
    ...(after.spareSegments > 0 ? [`segments beside the one of an audience: ${after.spareSegments}`] : []),
    ...firstBatches.undelivered.slice(0, 5).map((reason) => `a first batch was not delivered: ${reason}`),
    ...sharedNameFaults(firstBatches.sharedName),
    ...(wrong > 0 ? [`still wrong after the repair: ${wrong}`] : []),
    ...(reportedAgain.length > 0 ? [`rejections reported twice: ${reportedAgain.slice(0, 5).join(', ')}`] : [])
  ]
}

/** Of two audiences that want one name, one has it, and the other is rejected with the reason. */
function sharedNameFaults(reasons: readonly (string | null)[]): string[] {
  const rejected = reasons.filter((reason) => reason !== null)
  const isRight = rejected.length === 1 && rejected[0].startsWith('Property Name')
  return isRight ? [] : [`two audiences of one name: ${reasons.map((reason) => reason ?? 'delivered').join('; ')}`]
}

/** The figures of a run, as Markdown. */
export function figuresOf(result: SoakResult, machine: string): string {
  const { options, faults, requests, seconds } = result
  const counts = Object.entries(faults).map(([kind, count]) => `${kind} ${count.toLocaleString('en-US')}`)
  const head = `Seed ${options.seed}, ${Math.round(seconds)} seconds, ${machine}. ${requests.toLocaleString('en-US')} requests, of which met a fault: ${counts.join(', ')}. Of the connections, ${rounded(100 * UNKNOWN_HOST)} % found no name server.`
  const table = markdownTable(['', 'Appcues → Heap', 'Heap segments → Appcues'], rowsOf(result))
  return `${head}\n\n${table}`
}

function rowsOf({ options, events, memberships }: SoakResult): Cell[][] {
  const { before, after } = memberships
  return [
    ['Rows or changes delivered', options.events, options.memberships],
    ['Different events; people in audiences', events.expected, before.memberships],
    ['Tried again', events.retried, memberships.retried],
    ['Process killed (SIGKILL) and resumed', events.kills, memberships.kills],
    ['Run stopped and resumed, such as for rejected credentials', events.stops.length, memberships.stops.length],
    ['Duplicates offered to Heap', events.duplicatesOffered, '–'],
    ['Duplicates stored', events.duplicatesStored, '–'],
    ['Lost', events.lost, '–'],
    ['Wrong before `reconcile --repair`: properties', '–', before.wrongProperties],
    ['Wrong before `reconcile --repair`: members of the segment', '–', before.wrongInSegment],
    ['Wrong after it', '–', after.wrongProperties + after.wrongInSegment],
    ['Rejected, each reported once with its reason', events.rejected, before.rejected],
    [
      'Rejected because the vendor responded with 501, which the platform does not deliver again',
      events.rejectedFor501,
      before.rejectedFor501
    ],
    ['Peak memory, MB', megabytes(events.memory), megabytes(memberships.memory)],
    ['Seconds', rounded(events.seconds), rounded(memberships.seconds)]
  ]
}
