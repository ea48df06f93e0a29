// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name of the event. The names that Appcues uses for its own events, in any spelling (Flow Started, Flow Started (Appcues), flow_started, appcues:flow_started), become the documented one; any other name is sent as it is.
   */
  event: string
  /**
   * The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An ID that begins with "anon:" counts as an anonymous ID.
   */
  identity?: string
  /**
   * The ID of a visitor who is not logged in. Used when there is no identity.
   */
  anonymous_id?: string
  /**
   * The ID of the message. Heap keeps one event for each message ID and event name, however often it is delivered.
   */
  message_id?: string
  /**
   * When the event happened.
   */
  timestamp?: string
  /**
   * What Heap receives with the event: the keys offered here under their documented names, any other key as it is written. Nested values get dotted keys, lists are joined by "||", and keys of a person’s profile (user, identity, and those that begin with "_") are never sent.
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * Leave events that have a preset of their own to that preset, and send the others with their properties as they are.
   */
  unlisted_only?: boolean
  /**
   * The context of the event. The identity property of the settings is looked up in its traits, and events that came from Heap are recognised by it. Never sent.
   */
  context?: {
    [k: string]: unknown
  }
  /**
   * Send events in batches: one request for up to 1000 of them.
   */
  enable_batching?: boolean
  /**
   * The most events in one batch.
   */
  batch_size?: number
}
