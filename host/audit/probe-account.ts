import { setTimeout as sleep } from 'node:timers/promises'
import type { VendorResponse } from '../../src/destinations/heap-appcues/shared/http'
import { isSuccess } from '../../src/destinations/heap-appcues/shared/http'
import { asRecord } from '../../src/sources/shared/json'
import { jobState } from '../appcues/jobs'
import type { JobState } from '../appcues/jobs'

/** One request under the path of the account, without repeats. */
export type Send = (
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: { json: unknown } | { csv: string }
) => Promise<VendorResponse>

/** Milliseconds between looks at something that takes its time; after the last, it counts as not happening. */
const PAUSES: readonly number[] = [250, 500, 1000, 2000, 4000, 8000, 15_000, 30_000]

export interface ProbeOptions {
  /** Milliseconds between looks at something that takes its time. */
  pauses?: readonly number[]
  /** The clock, in epoch milliseconds. */
  now?: () => number
  /** Ends the waiting; what was made is removed all the same. */
  signal?: AbortSignal
}

/** Too long to be anyone's id, and marked like everything of the probe. */
export const badIdOf = (person: string): string => person.padEnd(1024, 'x')

/** An Appcues account while it is probed: what was made there, and how to look at it. */
export class ProbeAccount {
  /** Words of jobs' status, in the order in which they were seen. */
  readonly jobWords = new Set<string>()
  segment: string | undefined
  /** Whether the bad id became a user. */
  isBadIdTaken = false

  constructor(
    readonly send: Send,
    /** The id of the one person, and the name of the one segment. */
    readonly person: string,
    readonly segmentName: string,
    readonly options: ProbeOptions = {}
  ) {}

  get badId(): string {
    return badIdOf(this.person)
  }

  profilePath(id: string): string {
    return `/users/${encodeURIComponent(id)}/profile`
  }

  segmentPath(call = ''): string {
    return `/segments/${encodeURIComponent(this.segment ?? '')}${call}`
  }

  /** The profile's properties, or why it could not be read; an unknown user has none. */
  async profile(): Promise<{ properties: Record<string, unknown> } | { trouble: string }> {
    const response = await this.send('GET', this.profilePath(this.person))
    if (response.status === 404) return { properties: {} }
    return isSuccess(response) ? { properties: asRecord(response.data) } : { trouble: summarize(response) }
  }

  /** Looks again and again until there is something to see. */
  async until<T>(look: () => Promise<T | undefined>): Promise<T | undefined> {
    const { pauses = PAUSES, signal } = this.options
    for (const pause of [0, ...pauses]) {
      await sleep(pause, undefined, { signal }).catch(() => undefined)
      const seen = await look()
      if (seen !== undefined) return seen
    }
    return undefined
  }

  /** Waits for the job of a response, where there is one. Undefined when it did not end while we looked. */
  async ended(response: VendorResponse): Promise<JobState | undefined> {
    const id = asRecord(response.data).job_id
    if (typeof id !== 'string' && typeof id !== 'number') return 'unknown'
    return this.until(async () => {
      const { status } = asRecord((await this.send('GET', `/jobs/${encodeURIComponent(id)}`)).data)
      if (typeof status === 'string') this.jobWords.add(status)
      const known = jobState(status)
      return known === 'running' ? undefined : known
    })
  }
}

/** The response of Appcues, in brief. */
export function summarize({ status, data, failure }: VendorResponse): string {
  if (failure !== undefined) return failure
  const { title, detail } = asRecord(data)
  const words = [title, detail].filter((word) => typeof word === 'string').join(': ')
  return words === '' ? String(status) : `${status} (${words.slice(0, 200)})`
}
