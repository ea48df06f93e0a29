import type { AcceptedEvent } from './rules'

/** Heap's documented rates: events a minute for one app, and for one identity. */
const APP_RATE = 15_000
const IDENTITY_RATE = 1000
const MINUTE = 60_000

/** Counts events by the minute. A request that would pass one of the two rates is refused whole and counts for nothing. */
export class HeapRates {
  private minute = 0
  private apps = new Map<string, number>()
  private people = new Map<string, number>()

  constructor(private readonly now: () => number) {}

  admits(appId: string, events: readonly AcceptedEvent[]): boolean {
    this.turnMinute()
    const app = (this.apps.get(appId) ?? 0) + events.length
    const people = new Map<string, number>()
    for (const { who } of events) {
      const person = `${appId} ${who.kind} ${who.id}`
      people.set(person, (people.get(person) ?? this.people.get(person) ?? 0) + 1)
    }
    if (app > APP_RATE || [...people.values()].some((count) => count > IDENTITY_RATE)) return false
    this.apps.set(appId, app)
    for (const [person, count] of people) this.people.set(person, count)
    return true
  }

  clear(): void {
    this.apps = new Map()
    this.people = new Map()
  }

  private turnMinute(): void {
    const minute = Math.floor(this.now() / MINUTE)
    if (minute === this.minute) return
    this.clear()
    this.minute = minute
  }
}
