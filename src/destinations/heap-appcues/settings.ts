import type { GlobalSetting } from '@segment/actions-core'

export const REGIONS = ['US', 'EU'] as const
export type Region = (typeof REGIONS)[number]

/** Choice of `heapNames`: client-side event names and camelCase keys. */
export const NATIVE_NAMES = 'As the native integration'
/** Choice of `anonymousEvents`: they are skipped. */
export const SKIP_ANONYMOUS = 'Leave out'

const choices = (words: readonly string[]): { label: string; value: string }[] =>
  words.map((word) => ({ label: word, value: word }))

/** Checks each row and keeps the keys: a setting that is named elsewhere must be one of these. */
const table = <Key extends string>(rows: Record<Key, GlobalSetting>): Record<Key, GlobalSetting> => rows

/** The most recurring syncs at a time, unless the setting says otherwise. */
export const RECURRING_SYNC_LIMIT = 10

/** The destination's settings, in the order of the screen. Either direction may be filled in alone. */
export const settings = table({
  heapAppId: {
    label: 'Heap App ID',
    description:
      'The ID of your Heap environment: digits, under Account > Manage > Projects in Heap. Needed for everything that goes to Heap. Heap accepts a wrong ID without an error, so the connection test checks its form only, unless a Heap API Key is filled in.',
    type: 'string'
  },
  heapRegion: {
    label: 'Heap Region',
    description: 'Where your Heap data lives. What is sent to the wrong region is lost.',
    type: 'string',
    choices: choices(REGIONS),
    default: 'US'
  },
  heapNames: {
    label: 'Names in Heap',
    description:
      'How Appcues events and properties are named in Heap: as Appcues documents them (Flow Started, Flow ID), or as Appcues’ native Heap integration names them (Flow Started (Appcues), flowId), for charts that were built on that.',
    type: 'string',
    choices: choices(['Documented', NATIVE_NAMES]),
    default: 'Documented'
  },
  heapIdentityProperty: {
    label: 'Heap Identity Property',
    description:
      'The user property whose value is the identity in Heap, for example email. It is looked up in traits (of identify calls), then in context.traits, then among the properties that the mapping sends, ignoring case, and takes the place of the Identity field in every mapping. The Appcues source function puts it into context.traits when its setting Traits names it. Leave empty to use the Identity field, by default the Segment user ID.',
    type: 'string'
  },
  heapGroupId: {
    label: 'Group ID in Heap',
    description:
      'Send the group (account) of a person to Heap, where the event carries one in context.groupId: as the property Group ID of every Appcues event and, by the preset Appcues group ID, as the user property Appcues Group ID. An anonymous visitor gets the property only.',
    type: 'boolean',
    default: false
  },
  heapPageAndLocale: {
    label: 'Page and Locale With Every Event',
    description:
      'Send Page URL, Page Title, Locale Name and Flow Type with every Appcues event that carries them. Off, an event has the properties that Appcues documents for it.',
    type: 'boolean',
    default: false
  },
  anonymousEvents: {
    label: 'Anonymous Events',
    description:
      'What to do with events of visitors who are not logged in: send them (their property values become text, and a visitor who never logs in stays a person of their own in Heap), or leave them out.',
    type: 'string',
    choices: choices(['Send', SKIP_ANONYMOUS]),
    default: 'Send'
  },
  onlyFromHosts: {
    label: 'Only From Hosts',
    description:
      'The hosts of your production site, for example app.example.com, *.example.com: events of a page elsewhere, such as a staging site, are skipped in both directions. Separate hosts with commas; ports do not count, and *.example.com does not stand for example.com itself. Events without a page pass. Leave empty for all.',
    type: 'string'
  },
  heapApiKey: {
    label: 'Heap API Key',
    description:
      'The API key of your main Heap environment. Optional: it lets the connection test check the Heap App ID, and it is needed for deletions in Heap.',
    type: 'password'
  },
  heapMainAppId: {
    label: 'Heap Main App ID',
    description:
      'The ID of your main production environment in Heap, which the Heap API Key belongs to. Leave empty when it is the Heap App ID.',
    type: 'string'
  },
  heapDeleteOnRequest: {
    label: 'Delete People in Heap',
    description:
      'Pass deletion requests on to Heap. Deleting in Heap is final and reaches all environments of your account. Needs the Heap API Key.',
    type: 'boolean',
    default: false
  },
  appcuesAccountId: {
    label: 'Appcues Account ID',
    description:
      'The number of your Appcues account, on the account page of Appcues Studio. Needed for everything that goes to Appcues.',
    type: 'string'
  },
  appcuesApiKey: {
    label: 'Appcues API Key',
    description: 'The key of an Appcues API key of version 2, made in Appcues Studio under Settings > API keys.',
    type: 'password'
  },
  appcuesApiSecret: {
    label: 'Appcues API Secret',
    description: 'The secret that Appcues Studio showed once when the API key was made.',
    type: 'password'
  },
  appcuesRegion: {
    label: 'Appcues Region',
    description: 'Where your Appcues account lives. An API key works in its own region only.',
    type: 'string',
    choices: choices(REGIONS),
    default: 'US'
  },
  appcuesLegacyApiKey: {
    label: 'Appcues Legacy API Key',
    description:
      'The API key of version 1. Optional: with it, a deletion request also goes to Appcues’ privacy endpoint, which removes a person’s analytics too. US only: no such endpoint is known for the EU.',
    type: 'password',
    depends_on: { conditions: [{ fieldKey: 'appcuesRegion', operator: 'is', value: 'US' }] }
  },
  appcuesIdentityProperty: {
    label: 'Appcues Identity Property',
    description:
      'The user property whose value is the user ID in Appcues, for example appcuesUserID. It is looked up in traits, context traits and properties, ignoring case. Leave empty to use the User ID field of the mapping, by default the Segment user ID.',
    type: 'string'
  },
  identityProperty: {
    label: 'Appcues Identity Property (Older Key)',
    description: 'The same setting under the key of an earlier version. Read where the newer one is empty.',
    type: 'string',
    unsafe_hidden: true
  },
  recurringSyncLimit: {
    label: 'Recurring Sync Limit',
    description:
      'The most audiences that may be connected as recurring syncs at a time. Deleting the segment of an audience in Appcues frees its place. 0 is no limit.',
    type: 'number',
    default: RECURRING_SYNC_LIMIT
  }
})

/** The label of a setting, for sentences that must name it as the screen does. */
export const settingLabel = (key: keyof typeof settings): string => settings[key].label

/** As a setting and as a field of an action alike. */
interface AudienceField {
  label: string
  description: string
  type: 'string' | 'boolean'
  default?: boolean
  allowNull?: boolean
}

/** What is asked for each audience where it is connected. The action has fields of the same names for its events. */
export const audienceFields: Record<'property_name' | 'keep_segment', AudienceField> = {
  property_name: {
    label: 'Property Name',
    description:
      'The whole name of the user property and of the segment in Appcues, instead of "[Heap] " and the name of the audience. Read when the audience is connected for the first time; changing it later changes nothing.',
    type: 'string'
  },
  keep_segment: {
    label: 'Keep Segment',
    description:
      'Fill the segment in Appcues with the members. The segment is made either way; when it is not filled, its description says to use the user property.',
    type: 'boolean',
    default: true,
    /** Null says nothing, and the default counts; the framework would make "off" of it. */
    allowNull: true
  }
}
