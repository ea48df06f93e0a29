import type { JSONObject, Preset } from '@segment/actions-core'
import type { Subscription } from '../../delivery/subscription'

/** A preset as this workspace has it: on or off, with its original mapping or a changed one. */
export interface PresetEntry {
  id: string
  name: string
  action: string
  /** Absent where Segment itself addresses the preset, as for Engage audiences. */
  subscribe?: string
  engageEvent?: string
  mapping: JSONObject
  original?: { mapping: JSONObject; subscribe?: string }
  enabled: boolean
  /** Rises with every change, so that two tabs do not overwrite each other unseen. */
  version: number
}

/** The presets of the destination: those that Segment switches on by itself are on. */
export const presetEntries = (presets: readonly Preset[]): PresetEntry[] =>
  presets.map((preset, index) => {
    const mapping = preset.mapping ?? {}
    const common = {
      id: `preset-${index + 1}`,
      name: preset.name ?? preset.partnerAction,
      action: preset.partnerAction,
      mapping
    }
    return preset.type === 'automatic'
      ? {
          ...common,
          subscribe: preset.subscribe,
          original: { mapping, subscribe: preset.subscribe },
          enabled: true,
          version: 1
        }
      : { ...common, engageEvent: preset.eventSlug, original: { mapping }, enabled: false, version: 1 }
  })

export const isChanged = ({ original, mapping, subscribe }: PresetEntry): boolean =>
  original !== undefined && (original.mapping !== mapping || original.subscribe !== subscribe)

export const toSubscription = ({ name, action, subscribe = '', mapping }: PresetEntry): Subscription => ({
  name,
  subscribe,
  partnerAction: action,
  mapping
})
