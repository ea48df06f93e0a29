import { asRecord } from '../server/source-cores'
import type { Answer } from '../delivery/answer'

/** Work that Appcues accepted and does in its own time. */
export interface Job {
  id: string
  kind: 'import' | 'segment'
  /** How many people it is about. */
  people: number
}

export interface EndedJob extends Job {
  state: JobState
  /** What Appcues says about it, if anything. */
  remarks: string[]
}

/** `unknown`: Appcues does not say. */
export type JobState = 'running' | 'done' | 'failed' | 'unknown'

const DONE = ['COMPLETED', 'COMPLETE', 'FINISHED', 'SUCCESS', 'SUCCEEDED', 'DONE']
const FAILED = ['FAILED', 'FAILURE', 'ERROR', 'TIMEOUT', 'CANCELED', 'CANCELLED']

/** What the status of a job says. Its words are not documented; these are read by third parties (M), in any case of letters. */
export function jobState(status: unknown): JobState {
  const word = typeof status === 'string' ? status.trim().toUpperCase() : ''
  if (DONE.includes(word)) return 'done'
  return FAILED.includes(word) ? 'failed' : 'running'
}

/** Gathers the jobs that the answers of a sync speak of, each once. */
export class Jobs {
  private readonly jobs = new Map<string, Job>()

  see({ body }: Answer): void {
    const { job_id, segment } = asRecord(body)
    this.count(job_id, 'import')
    this.count(asRecord(segment).job_id, 'segment')
  }

  all(): Job[] {
    return [...this.jobs.values()]
  }

  private count(id: unknown, kind: Job['kind']): void {
    if (typeof id !== 'string' && typeof id !== 'number') return
    const job = this.jobs.get(String(id)) ?? { id: String(id), kind, people: 0 }
    job.people += 1
    this.jobs.set(job.id, job)
  }
}
