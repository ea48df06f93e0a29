// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name under which Appcues can target flows by this event: at most 127 characters. Events that came from Appcues are rejected, so that nothing goes round in circles.
   */
  event_name: string
  /**
   * The ID of the person in Appcues. The setting Appcues Identity Property, when filled in, takes its place. IDs of anonymous visitors ("anon:…") are allowed.
   */
  user_id?: string
  /**
   * What Appcues gets to know about the event. It ignores nested attributes silently, so nested values get dotted keys and lists are joined; keys that begin with "_" are Appcues’ own and omitted.
   */
  attributes?: {
    [k: string]: unknown
  }
  /**
   * When the event happened.
   */
  timestamp?: string
  /**
   * The ID of the person’s group (account) in Appcues.
   */
  group_id?: string
  /**
   * The address of the page on which the event happened.
   */
  page_url?: string
  /**
   * The mark of our own source function, by which events that came from Appcues are known.
   */
  origin?: string
  /**
   * Set on audience events, which are memberships and no events to forward.
   */
  computation_class?: string
  /**
   * Where Segment puts what is known of the person: traits, context traits and properties, in which the identity property of the settings is looked up. Never sent.
   */
  person?: {
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
