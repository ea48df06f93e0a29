import { FingerprintSet } from '../../delivery/fingerprint-set'
import { Newest } from '../newest'
import type { Region } from '../vendors'
import type { FlowCount, NpsCount } from './counts'
import { FlowCounts, npsCount, npsScoreOf } from './counts'
import type { AcceptedEvent, AcceptedUser, HeapProperties, PersonKind, PersonName } from './rules'
import { PERSON_KINDS } from './rules'

/** Where data came in: by which app, and by the host of which region; `undefined` by the sandbox's own address. */
export interface Origin {
  appId: string
  region?: Region
}

/** One event as it is kept: the first offer of its key. */
export interface HeapEvent extends Origin {
  name: string
  /** ISO 8601 */
  timestamp: string
  key?: string
  properties: HeapProperties
  /** How often an event of this key was offered. */
  offered: number
}

export interface HeapPerson extends PersonName {
  properties: HeapProperties
  /** How often their properties were written, changed or not: Heap moves the last-modified time each time. */
  writes: number
  eventCount: number
  /** The newest score given, 0 to 10. */
  nps?: number
  npsAt?: string
}

export interface HeapDeletion {
  id: string
  users: PersonName[]
}

/** Every event a client offered is in exactly one of `stored`, `duplicates`, `lost` and `rejected`. */
export interface HeapCounters {
  offered: number
  stored: number
  duplicates: number
  /** Taken with a 200 and never seen again: an unknown app id or the wrong region. */
  lost: number
  /** In a request that was rejected. */
  rejected: number
}

interface Kept {
  person: HeapPerson
  events: HeapEvent[]
}

/** An event that is kept: under its key, and the oldest of its person's. */
interface KeptEvent {
  key?: string
  events: HeapEvent[]
}

/**
 * What a Heap sandbox holds: the newest `mostEvents` events, and what is counted over all of them. Every key is known for
 * good, as in Heap, in a compact form.
 */
export class HeapState {
  counters!: HeapCounters
  /** Stored events by name. */
  eventCounts!: Map<string, number>
  deletions!: HeapDeletion[]
  private kept!: Map<PersonKind, Map<string, Kept>>
  private firstOffers!: Map<string, HeapEvent>
  private keys!: FingerprintSet
  private newest!: Newest<KeptEvent>
  private flows!: FlowCounts

  constructor(
    private readonly mostEvents: number,
    private readonly now: () => number
  ) {
    this.clear()
  }

  clear(): void {
    this.counters = { offered: 0, stored: 0, duplicates: 0, lost: 0, rejected: 0 }
    this.eventCounts = new Map()
    this.deletions = []
    this.kept = new Map(PERSON_KINDS.map((kind) => [kind, new Map<string, Kept>()]))
    this.firstOffers = new Map()
    this.keys = new FingerprintSet()
    this.newest = new Newest(this.mostEvents)
    this.flows = new FlowCounts()
  }

  /** Takes one event: stored when its key is new in this app, else only counted. */
  take(origin: Origin, accepted: AcceptedEvent): void {
    const { who, name, key, properties, timestamp = new Date(this.now()).toISOString() } = accepted
    const keyInApp = key === undefined ? undefined : `${origin.appId} ${key}`
    if (keyInApp !== undefined && !this.keys.add(keyInApp)) return this.repeat(keyInApp)
    const event: HeapEvent = { ...origin, name, timestamp, key, properties, offered: 1 }
    this.counters.stored += 1
    this.eventCounts.set(name, (this.eventCounts.get(name) ?? 0) + 1)
    this.flows.count(name, properties)
    const { person, events } = this.find(who)
    person.eventCount += 1
    score(person, event)
    if (this.mostEvents > 0) this.keep(event, { key: keyInApp, events })
  }

  setProperties({ who, properties }: AcceptedUser): void {
    const { person } = this.find(who)
    person.properties = { ...person.properties, ...properties }
    person.writes += 1
  }

  /** Removes the people and their events, for good. */
  delete(users: PersonName[]): HeapDeletion {
    for (const { kind, id } of users) this.kept.get(kind)?.delete(id)
    const deletion = { id: String(this.deletions.length + 1), users }
    this.deletions.push(deletion)
    return deletion
  }

  people(): HeapPerson[] {
    return [...this.kept.values()].flatMap((people) => [...people.values()].map(({ person }) => person))
  }

  /** The person of this name, whatever the kind of name; an identity before the others. */
  person(id: string): HeapPerson | undefined {
    return this.lookUp(id)?.person
  }

  /** The person's events in the order in which Heap took them, as far as they are kept. */
  eventsOf(id: string): readonly HeapEvent[] {
    return this.lookUp(id)?.events ?? []
  }

  /** How many started, completed and skipped each flow, the most started first. */
  flowCounts(): FlowCount[] {
    return this.flows.all()
  }

  /** The promoter score over the newest score of each person. */
  nps(): NpsCount {
    return npsCount(this.people())
  }

  private repeat(key: string): void {
    this.counters.duplicates += 1
    const first = this.firstOffers.get(key)
    if (first) first.offered += 1
  }

  private keep(event: HeapEvent, kept: KeptEvent): void {
    kept.events.push(event)
    if (kept.key !== undefined) this.firstOffers.set(kept.key, event)
    const gone = this.newest.add(kept)
    gone?.events.shift()
    if (gone?.key !== undefined) this.firstOffers.delete(gone.key)
  }

  private lookUp(id: string): Kept | undefined {
    for (const people of this.kept.values()) {
      const found = people.get(id)
      if (found) return found
    }
    return undefined
  }

  private find({ kind, id }: PersonName): Kept {
    const people = this.kept.get(kind) as Map<string, Kept>
    const found = people.get(id)
    if (found) return found
    const made: Kept = { person: { kind, id, properties: {}, writes: 0, eventCount: 0 }, events: [] }
    people.set(id, made)
    return made
  }
}

function score(person: HeapPerson, event: HeapEvent): void {
  const given = npsScoreOf(event.name, event.properties)
  if (given === undefined || (person.npsAt !== undefined && Date.parse(event.timestamp) < Date.parse(person.npsAt)))
    return
  person.nps = given
  person.npsAt = event.timestamp
}
