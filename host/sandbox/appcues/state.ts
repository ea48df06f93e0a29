import { randomUUID } from 'node:crypto'
import { isObject } from '../request'
import { Newest } from '../newest'

export type AppcuesValue = string | number | boolean

export interface AppcuesProfile {
  id: string
  properties: Map<string, AppcuesValue>
  /** How often properties were written to it. */
  writes: number
  eventCount: number
}

export interface AppcuesEvent {
  user_id: string
  name: string
  /** RFC 3339 */
  timestamp: string
  attributes: Record<string, unknown>
}

export interface AppcuesSegment {
  id: string
  name: string
  description: string
  created_at: string
  updated_at: string
}

/** Properties that Appcues dropped silently, by reason. */
export interface IgnoredCounts {
  /** Keys that begin with `_` are Appcues' own. */
  reserved: number
  /** Lists and nested objects. */
  nested: number
}

/** What an Appcues sandbox holds: of events the newest `mostEvents`. */
export class AppcuesState {
  ignored!: IgnoredCounts
  /** User ids of deletions, by how much was deleted: the profile, or everything known of the person. */
  deletions!: { user_id: string; kind: 'profile' | 'everything' }[]
  private people!: Map<string, AppcuesProfile>
  private lists!: Map<string, { segment: AppcuesSegment; members: Set<string> }>
  private sent!: Map<string, AppcuesEvent[]>
  private newest!: Newest<AppcuesEvent[]>

  constructor(
    private readonly mostEvents: number,
    private readonly now: () => number
  ) {
    this.clear()
  }

  clear(): void {
    this.ignored = { reserved: 0, nested: 0 }
    this.deletions = []
    this.people = new Map()
    this.lists = new Map()
    this.sent = new Map()
    this.newest = new Newest(this.mostEvents)
  }

  profiles(): AppcuesProfile[] {
    return [...this.people.values()]
  }

  profile(id: string): AppcuesProfile | undefined {
    return this.people.get(id)
  }

  /** The events of one user, oldest first, as far as they are kept. */
  eventsOf(id: string): readonly AppcuesEvent[] {
    return this.sent.get(id) ?? []
  }

  segments(): AppcuesSegment[] {
    return [...this.lists.values()].map(({ segment }) => segment)
  }

  segment(id: string): AppcuesSegment | undefined {
    return this.lists.get(id)?.segment
  }

  /** The user ids in a segment; undefined when there is no such segment. */
  membersOf(segmentId: string): ReadonlySet<string> | undefined {
    return this.lists.get(segmentId)?.members
  }

  /** Writes properties to a profile, made when unknown. `null` takes a property away; what Appcues does not take is counted. */
  write(id: string, properties: Iterable<[string, unknown]>): void {
    const profile = this.find(id)
    profile.writes += 1
    for (const [key, value] of properties) {
      if (key.startsWith('_')) this.ignored.reserved += 1
      else if (value === null) profile.properties.delete(key)
      else if (typeof value === 'object') this.ignored.nested += 1
      else profile.properties.set(key, value as AppcuesValue)
    }
  }

  /** Takes an event; attributes that are lists or objects are dropped. */
  takeEvent(event: AppcuesEvent): void {
    this.find(event.user_id).eventCount += 1
    if (this.mostEvents === 0) return
    const attributes = Object.fromEntries(
      Object.entries(event.attributes).filter(([, value]) => !isObject(value) && !Array.isArray(value))
    )
    this.ignored.nested += Object.keys(event.attributes).length - Object.keys(attributes).length
    const events = this.sent.get(event.user_id) ?? []
    events.push({ ...event, attributes })
    this.sent.set(event.user_id, events)
    this.newest.add(events)?.shift()
  }

  /** Names need not be unique: Appcues documents no such rule. */
  addSegment(name: string, description: string): AppcuesSegment {
    const at = new Date(this.now()).toISOString()
    const segment = { id: randomUUID(), name, description, created_at: at, updated_at: at }
    this.lists.set(segment.id, { segment, members: new Set() })
    return segment
  }

  changeSegment(segment: AppcuesSegment, changes: { name?: string; description?: string }): void {
    Object.assign(segment, changes, { updated_at: new Date(this.now()).toISOString() })
  }

  deleteSegment(id: string): void {
    this.lists.delete(id)
  }

  /** Adds or removes members; false when the segment is gone. */
  changeMembers(segmentId: string, userIds: readonly string[], change: 'add' | 'delete'): boolean {
    const members = this.lists.get(segmentId)?.members
    if (!members) return false
    userIds.forEach((id) => members[change](id))
    return true
  }

  /** Deletes a profile. What the person did, and the segments they are in, stay. */
  deleteProfile(id: string): void {
    this.people.delete(id)
    this.deletions.push({ user_id: id, kind: 'profile' })
  }

  /** Deletes all that is known of a person. */
  deleteEverything(id: string): void {
    this.people.delete(id)
    this.sent.delete(id)
    this.lists.forEach(({ members }) => members.delete(id))
    this.deletions.push({ user_id: id, kind: 'everything' })
  }

  private find(id: string): AppcuesProfile {
    const found = this.people.get(id)
    if (found) return found
    const made: AppcuesProfile = { id, properties: new Map(), writes: 0, eventCount: 0 }
    this.people.set(id, made)
    return made
  }
}
