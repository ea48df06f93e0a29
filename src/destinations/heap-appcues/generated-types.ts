// Generated file. DO NOT MODIFY IT BY HAND.

export interface Settings {
  /**
   * The ID of your Heap environment: digits, under Account > Manage > Projects in Heap. Needed for everything that goes to Heap. Heap accepts a wrong ID without an error, so the connection test checks its form only, unless a Heap API Key is filled in.
   */
  heapAppId?: string
  /**
   * Where your Heap data lives. What is sent to the wrong region is lost.
   */
  heapRegion?: string
  /**
   * How Appcues events and properties are named in Heap: as Appcues documents them (Flow Started, Flow ID), or as Appcues’ native Heap integration names them (Flow Started (Appcues), flowId), for charts that were built on that.
   */
  heapNames?: string
  /**
   * The user property whose value is the identity in Heap, for example email. It is looked up in traits (of identify calls), then in context.traits, then among the properties that the mapping sends, ignoring case, and takes the place of the Identity field in every mapping. The Appcues source function puts it into context.traits when its setting Traits names it. Leave empty to use the Identity field, by default the Segment user ID.
   */
  heapIdentityProperty?: string
  /**
   * Send the group (account) of a person to Heap, where the event carries one in context.groupId: as the property Group ID of every Appcues event and, by the preset Appcues group ID, as the user property Appcues Group ID. An anonymous visitor gets the property only.
   */
  heapGroupId?: boolean
  /**
   * Send Page URL, Page Title, Locale Name and Flow Type with every Appcues event that carries them. Off, an event has the properties that Appcues documents for it.
   */
  heapPageAndLocale?: boolean
  /**
   * What to do with events of visitors who are not logged in: send them (their property values become text, and a visitor who never logs in stays a person of their own in Heap), or leave them out.
   */
  anonymousEvents?: string
  /**
   * The hosts of your production site, for example app.example.com, *.example.com: events of a page elsewhere, such as a staging site, are skipped in both directions. Separate hosts with commas; ports do not count, and *.example.com does not stand for example.com itself. Events without a page pass. Leave empty for all.
   */
  onlyFromHosts?: string
  /**
   * The API key of your main Heap environment. Optional: it lets the connection test check the Heap App ID, and it is needed for deletions in Heap.
   */
  heapApiKey?: string
  /**
   * The ID of your main production environment in Heap, which the Heap API Key belongs to. Leave empty when it is the Heap App ID.
   */
  heapMainAppId?: string
  /**
   * Pass deletion requests on to Heap. Deleting in Heap is final and reaches all environments of your account. Needs the Heap API Key.
   */
  heapDeleteOnRequest?: boolean
  /**
   * The number of your Appcues account, on the account page of Appcues Studio. Needed for everything that goes to Appcues.
   */
  appcuesAccountId?: string
  /**
   * The key of an Appcues API key of version 2, made in Appcues Studio under Settings > API keys.
   */
  appcuesApiKey?: string
  /**
   * The secret that Appcues Studio showed once when the API key was made.
   */
  appcuesApiSecret?: string
  /**
   * Where your Appcues account lives. An API key works in its own region only.
   */
  appcuesRegion?: string
  /**
   * The API key of version 1. Optional: with it, a deletion request also goes to Appcues’ privacy endpoint, which removes a person’s analytics too. US only: no such endpoint is known for the EU.
   */
  appcuesLegacyApiKey?: string
  /**
   * The user property whose value is the user ID in Appcues, for example appcuesUserID. It is looked up in traits, context traits and properties, ignoring case. Leave empty to use the User ID field of the mapping, by default the Segment user ID.
   */
  appcuesIdentityProperty?: string
  /**
   * The same setting under the key of an earlier version. Read where the newer one is empty.
   */
  identityProperty?: string
  /**
   * The most audiences that may be connected as recurring syncs at a time. Deleting the segment of an audience in Appcues frees its place. 0 is no limit.
   */
  recurringSyncLimit?: number
}
// Generated file. DO NOT MODIFY IT BY HAND.

export interface AudienceSettings {
  /**
   * The whole name of the user property and of the segment in Appcues, instead of "[Heap] " and the name of the audience. Read when the audience is connected for the first time; changing it later changes nothing.
   */
  property_name?: string
  /**
   * Fill the segment in Appcues with the members. The segment is made either way; when it is not filled, its description says to use the user property.
   */
  keep_segment?: boolean | null
}
