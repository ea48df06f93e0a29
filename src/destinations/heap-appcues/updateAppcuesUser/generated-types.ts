// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID of the person in Appcues. The setting Appcues Identity Property, when filled in, takes its place. An unknown ID makes a new person in Appcues.
   */
  user_id?: string
  /**
   * The user properties to set in Appcues, each under the name that it has there. None unless mapped. Nested values get dotted names, lists are joined, and what is empty is omitted, so that it overwrites nothing. Appcues reserves "user_id" and names that begin with "_".
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * When this was true of the person. Among several values in a batch the latest counts.
   */
  timestamp?: string
  /**
   * How user properties are written, for single events and batches alike. "Bulk import" is one request for a whole batch, which Appcues works through in its own time. "One request per user" is applied at once, and is slow for many people, since Appcues takes 60 requests a second.
   */
  delivery?: string
  /**
   * The page of the call, for the setting Only From Hosts. Never sent.
   */
  page_url?: string
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
