import type { DestinationDefinition, JSONObject } from '@segment/actions-core'

/** A mapping as a workspace has it switched on: which events, which action, and how its fields are filled. */
export interface Subscription {
  name: string
  /** The trigger, in Segment's query language. */
  subscribe: string
  partnerAction: string
  mapping: JSONObject
}

/** The subscriptions a workspace begins with: every preset that is switched on by itself. */
export const automaticSubscriptions = ({ presets = [] }: Pick<DestinationDefinition, 'presets'>): Subscription[] =>
  presets.flatMap((preset) => {
    if (preset.type !== 'automatic') return []
    const { name = preset.partnerAction, subscribe, partnerAction, mapping = {} } = preset
    return [{ name, subscribe, partnerAction, mapping }]
  })
