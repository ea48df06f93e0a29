import type { AudienceDestinationDefinition, JSONObject } from '@segment/actions-core'
import type { definition } from '../../delivery/definition'
import type { Source } from '../../../src/sources/shared/types'
import type { Subscription } from '../../delivery/subscription'
import { withServerDefaults } from '../../../src/sources/shared/settings'
import type { PresetEntry } from './preset-entry'
import { presetEntries, toSubscription } from './preset-entry'

type Original = typeof definition
export type Definition =
  Original extends AudienceDestinationDefinition<infer Settings, infer Audience>
    ? AudienceDestinationDefinition<Settings, Audience>
    : never

/** What someone would set up in Segment: the destination's settings, its presets, and the settings of each source. */
export class Workspace {
  readonly presets: PresetEntry[]
  readonly settings: JSONObject
  private readonly sourceSettings: Record<string, JSONObject>
  private readonly listeners: (() => void)[] = []
  private made = 0

  constructor(
    readonly definition: Definition,
    initial: { settings: JSONObject; sourceSettings: Record<string, JSONObject> }
  ) {
    this.presets = presetEntries(definition.presets ?? [])
    this.settings = { ...initial.settings }
    this.sourceSettings = { ...initial.sourceSettings }
  }

  subscriptions(): Subscription[] {
    return this.presets
      .filter(({ enabled, subscribe }) => enabled && subscribe !== undefined)
      .map((entry) => toSubscription(entry))
  }

  preset(id: string): PresetEntry | undefined {
    return this.presets.find((entry) => entry.id === id)
  }

  /** Adds a mapping of one's own, switched on. */
  addPreset(entry: Pick<PresetEntry, 'name' | 'action' | 'subscribe' | 'mapping'>): PresetEntry {
    const added: PresetEntry = { id: `own-${++this.made}`, enabled: true, version: 1, ...entry }
    this.presets.push(added)
    this.changed()
    return added
  }

  removePreset(entry: PresetEntry): void {
    this.presets.splice(this.presets.indexOf(entry), 1)
    this.changed()
  }

  /** The values of a source's settings. */
  settingsOf({ name, settings }: Pick<Source, 'name' | 'settings'>): JSONObject {
    return { ...(withServerDefaults(settings, this.sourceSettings[name] ?? {}) as JSONObject) }
  }

  setSource(name: string, values: JSONObject): void {
    this.sourceSettings[name] = values
    this.changed()
  }

  /** Whether something is filled in that a webhook must prove to know. What is unusable is for the source to say. */
  hasSecret(source: Pick<Source, 'name' | 'settings'>): boolean {
    const values = this.settingsOf(source)
    return Object.entries(source.settings).some(([key, { sensitive }]) => sensitive && isFilledIn(values[key]))
  }

  /** To be called after a change of presets or settings. */
  changed(): void {
    this.listeners.forEach((listener) => listener())
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }
}

const isFilledIn = (value: unknown): boolean => value !== undefined && value !== null && value !== ''
