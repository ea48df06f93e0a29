import { printable, thousands } from '../cli/tables'
import type { EndedJob, Job, JobState } from '../appcues/jobs'

const STATES: Record<JobState, string> = {
  done: 'done',
  failed: 'failed',
  running: 'not done yet',
  unknown: 'could not be looked up'
}
const KINDS: Record<Job['kind'], string> = { import: 'Imports of the property', segment: 'Changes of the segment' }
/** So many jobs are told one by one. */
const MOST_TOLD = 10

/**
 * What became of the work that Appcues does in its own time.
 *
 * @param ended undefined when nobody waited for it
 */
export function jobLines(started: readonly Job[], ended: readonly EndedJob[] | undefined): string | undefined {
  const [first] = started
  if (!first) return undefined
  if (!ended) {
    return `Appcues works on it now: ${thousands(started.length)} jobs, the first is ${first.id}. Nobody waited for their end.`
  }
  const kinds = (Object.keys(KINDS) as Job['kind'][]).map((kind) => kindLine(kind, ended))
  const told = ended.filter(({ state, remarks }) => state !== 'done' || remarks.length > 0).map(jobLine)
  const more = told.length > MOST_TOLD ? [`… and ${thousands(told.length - MOST_TOLD)} more.`] : []
  return [...kinds.filter((line) => line !== undefined), ...told.slice(0, MOST_TOLD), ...more].map(printable).join('\n')
}

function kindLine(kind: Job['kind'], jobs: readonly EndedJob[]): string | undefined {
  const counts = (Object.keys(STATES) as JobState[]).map((state) => {
    const count = jobs.filter((job) => job.kind === kind && job.state === state).length
    return count > 0 ? `${thousands(count)} ${STATES[state]}` : ''
  })
  const words = counts.filter((count) => count !== '').join(', ')
  return words === '' ? undefined : `${KINDS[kind]}: ${words}.`
}

function jobLine({ id, kind, state, people, remarks }: EndedJob): string {
  const what = kind === 'import' ? 'import' : 'change of the segment'
  const words = remarks.length > 0 ? ` Appcues says: ${remarks.join(' ')}` : ''
  return `The ${what} ${id}, of ${thousands(people)} people: ${STATES[state]}.${words}`
}
