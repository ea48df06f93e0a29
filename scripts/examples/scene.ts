import { findEvent, properties } from '../../src/destinations/heap-appcues/catalog'
import type { PropertyKey } from '../../src/destinations/heap-appcues/catalog'
import { ACCOUNT_ID, pageTitles } from './product'

/** Chance with a seed: the same numbers in the same order on every machine (mulberry32). */
export class Random {
  constructor(private state: number) {}

  /** From 0 to below 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.next() * choices.length)]
  }

  /** So many hexadecimal digits. */
  hex(digits: number): string {
    return Array.from({ length: digits }, () => this.between(0, 15).toString(16)).join('')
  }
}

/** Someone in the history. */
export interface Person {
  /** As Appcues has it; visitors who are not logged in have ids that begin with `anon:`. */
  id: string
  groupId?: string
  /** The profile that an export carries with every event, and that no vendor may get from us. */
  profile?: Record<string, unknown>
}

const KNOWN = 50
const ANONYMOUS = 10
const FIRST_NAMES = ['Ada', 'Björn', 'Chidi', 'Dana', 'Emre', 'Fatima', 'Goran', 'Hana', 'Inês', 'Jun']
const PLANS = ['free', 'team', 'pro']

/** Sixty people: most are logged in, some never are. */
export function makePeople(random: Random): Person[] {
  const known = Array.from({ length: KNOWN }, (_none, index): Person => {
    const id = `user-${String(1001 + index)}`
    const name = FIRST_NAMES[index % FIRST_NAMES.length]
    return {
      id,
      groupId: `account-${random.between(1, 12)}`,
      profile: { userId: id, name, email: `${id}@example.com`, plan: random.pick(PLANS) }
    }
  })
  const anonymous = Array.from({ length: ANONYMOUS }, (): Person => ({ id: `anon:${random.hex(8)}-${random.hex(4)}` }))
  return [...known, ...anonymous]
}

/** One row of the export, as Appcues writes it. */
export interface ExportRow {
  id: string
  name: string
  user_id: string
  account_id: string
  group_id?: string
  timestamp: string
  attributes: Record<string, unknown>
  identity?: Record<string, unknown>
  context: Record<string, unknown>
}

/** The values an event may carry, by the keys of the catalog. */
export type Values = Partial<Record<PropertyKey, unknown>>

/** One person at one time on one page, doing one thing after the other. */
export class Scene {
  readonly rows: ExportRow[] = []
  private readonly session: string

  constructor(
    readonly random: Random,
    private readonly person: Person,
    private now: number,
    private readonly page: string
  ) {
    this.session = random.hex(12)
  }

  get time(): number {
    return this.now
  }

  wait(seconds: number): void {
    this.now += seconds * 1000 + this.random.between(0, 999)
  }

  /**
   * Something happens: the row has just the properties that the catalog gives the event, each where Appcues puts it.
   *
   * @param id the event's id in the catalog
   * @param extra attributes that the catalog does not know
   */
  happen(id: string, values: Values, extra: Record<string, unknown> = {}): void {
    const row = findEvent(id)
    if (!row) throw new Error(`The catalog has no event ${id}.`)
    const given: Values = { timestamp: this.now, ...values }
    const known = row.properties.flatMap((key): Array<[string, unknown]> =>
      given[key] === undefined ? [] : [[properties[key].appcuesName, given[key]]]
    )
    this.rows.push({
      id: `${this.random.hex(8)}-${this.random.hex(4)}-${this.random.hex(12)}`,
      name: `appcues:${id}`,
      user_id: this.person.id,
      account_id: ACCOUNT_ID,
      group_id: this.person.groupId,
      timestamp: new Date(this.now).toISOString(),
      attributes: { ...Object.fromEntries(known), sessionId: this.session, ...extra },
      identity: this.person.profile,
      context: { url: `https://app.example.com${this.page}`, title: pageTitles[this.page], locale_name: 'default' }
    })
    this.wait(this.random.between(2, 40))
  }
}
