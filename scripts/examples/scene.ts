import { findEvent, properties } from '../../src/destinations/heap-appcues/catalog'
import type { PropertyKey } from '../../src/destinations/heap-appcues/catalog'
import type { Person } from './people'
import { ACCOUNT_ID, pageTitles } from './product'
import type { Random } from './random'

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
      given[key] === undefined ? [] : [[properties[key].appcuesKey, given[key]]]
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
