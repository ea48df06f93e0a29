import { readdirSync } from 'node:fs'
import type { RetryPolicy } from '../../host/delivery/deliver'
import type { Vendors } from '../cases/case'

/** What a process is sent to do. */
export interface Errand {
  vendors: Vendors
  seed: number
  /** Where files of this direction are. */
  folder: string
  /** The process ends itself, as a crash would, once so many events are settled. */
  killAfter?: number
}

/** Hears up to which row everything is done, and how many events were tried again. */
export type Reached = (row: number, retried: number) => void

/** Impatient: the wait between attempts is no part of what is tested. */
export const POLICY: RetryPolicy = { retries: 12, firstWait: 20, longestWait: 500 }

export const CHECKPOINT = 100

/** The target that stands in a resume file. */
export const TARGET = 'the sandboxes'

/** Counts what is settled, and ends the process in the middle of it: nothing can be put in order any more. */
export function crashAfter(count = Infinity): () => void {
  let settled = 0
  return () => {
    settled += 1
    if (settled >= count) process.kill(process.pid, 'SIGKILL')
  }
}

export const isResumed = (folder: string): boolean =>
  readdirSync(folder).some((file) => /^(backfill|sync)-.*\.json$/.test(file))
