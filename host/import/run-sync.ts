import type { DestinationDefinition, JSONObject, SegmentEvent } from '@segment/actions-core'
import { Jobs } from '../appcues/jobs'
import type { Job } from '../appcues/jobs'
import { counted } from '../cli/tables'
import { FingerprintSet } from '../delivery/fingerprint-set'
import { automaticSubscriptions } from '../delivery/subscription'
import type { PeopleList, PersonRow } from '../input/people'
import { chunksOf } from '../input/streams'
import { runImport } from './run-import'
import type { ImportList, ImportOptions, ImportResult } from './run-import'

/** People who join, or who leave. */
export interface MemberList {
  joins: boolean
  people: AsyncIterable<PersonRow>
}

export interface SyncOptions<Settings> extends Omit<
  ImportOptions<Settings, PersonRow>,
  'lists' | 'subscriptions' | 'delivered' | 'settings' | 'definition'
> {
  definition: DestinationDefinition<Settings>
  settings: JSONObject
  /** The reference of the connected audience. */
  reference: string
  /** Of someone who stands in several lists, the first list counts. */
  lists: readonly MemberList[]
  /** When the changes were made: ISO 8601 in UTC. */
  time: string
}

export interface SyncResult extends ImportResult {
  jobs: Job[]
}

/** Takes lists of people through the destination's action for audiences. */
export async function runSync<Settings>(options: SyncOptions<Settings>): Promise<SyncResult> {
  const { lists, reference, time, ...rest } = options
  const jobs = new Jobs()
  const seen = new FingerprintSet()
  const importList = ({ people, joins }: MemberList, index: number): ImportList<PersonRow> => ({
    chunks: chunksOf(people),
    read: (row) => {
      if ('problem' in row) return row
      // Rows that an earlier run did are read again all the same: whoever they name is named.
      if (!seen.add(row.id)) return { events: [], skipped: index === 0 ? TWICE : ELSEWHERE }
      return { events: [membershipEvent(reference, row.id, joins, time)] }
    }
  })
  const result = await runImport({
    ...rest,
    lists: lists.map(importList),
    subscriptions: automaticSubscriptions(options.definition).filter(
      ({ partnerAction }) => partnerAction === 'syncAudience'
    ),
    delivered: (response) => jobs.see(response)
  })
  return { ...result, jobs: jobs.all() }
}

const TWICE = 'The person is in the list already.'
const ELSEWHERE = 'The person is in the list of members, or in this list already.'

const KEY = 'list'

/**
 * One person's joining or leaving, in the shape of an Engage audience event of a connected audience.
 *
 * @param reference what the destination returned when the list was connected
 * @param time ISO 8601, the same for a whole run
 */
export function membershipEvent(reference: string, userId: string, isMember: boolean, time: string): SegmentEvent {
  return {
    type: 'track',
    event: isMember ? 'Audience Entered' : 'Audience Exited',
    messageId: `heap-appcues-sync:${time}:${userId}`,
    userId,
    timestamp: time,
    properties: { audience_key: KEY, [KEY]: isMember },
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: KEY,
        computation_key: KEY,
        external_audience_id: reference
      }
    }
  }
}

/** No one is removed because of a list that could not be read whole: their row may be the unreadable one. */
export class RemovalGuard {
  private unknown = 0
  private first = 0
  private removes = false

  constructor(private readonly all: readonly (PeopleList & { joins: boolean })[]) {}

  get lists(): MemberList[] {
    return this.all.map(({ joins, people }) => ({ joins, people: joins ? this.watched(people) : this.guarded(people) }))
  }

  get warning(): string | undefined {
    if (this.unknown === 0 || !this.removes) return undefined
    const [{ name, unit }] = this.all
    return `No one was removed: ${counted(this.unknown, unit)} of ${name} could not be read (first: ${unit} ${this.first}), and each may be a member. Correct the list and run the command again.`
  }

  private async *watched(people: AsyncIterable<PersonRow>): AsyncGenerator<PersonRow> {
    for await (const row of people) {
      if ('problem' in row && row.unknown && ++this.unknown === 1) this.first = row.number
      yield row
    }
  }

  private async *guarded(people: AsyncIterable<PersonRow>): AsyncGenerator<PersonRow> {
    this.removes = true
    if (this.unknown > 0) return
    for await (const row of people) yield row
  }
}
