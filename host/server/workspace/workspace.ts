import type { AudienceDestinationDefinition, JSONObject } from '@segment/actions-core'
import type { definition } from '../../delivery/definition'
import type { Subscription } from '../../delivery/subscription'
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
  readonly sourceSettings: Record<string, JSONObject>
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
    const added: PresetEntry = { id: `own-${++this.made}`, enabled: true, ...entry }
    this.presets.push(added)
    this.changed()
    return added
  }

  removePreset(entry: PresetEntry): void {
    this.presets.splice(this.presets.indexOf(entry), 1)
    this.changed()
  }

  /** To be called after a change of presets or settings. */
  changed(): void {
    this.listeners.forEach((listener) => listener())
  }

  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }
}
