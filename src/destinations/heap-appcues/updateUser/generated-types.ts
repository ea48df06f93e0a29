// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An ID that begins with "anon:" counts as an anonymous ID.
   */
  identity?: string
  /**
   * The ID of a visitor who is not logged in. Used when there is no identity.
   */
  anonymous_id?: string
  /**
   * When this was true of the person. Among several values in a batch the latest counts.
   */
  timestamp?: string
  /**
   * The user properties to set in Heap, each under the name that it has there; "email" in lower case is Heap’s own, and none may be called "id". Every call moves the person’s last-modified time in Heap, so set seldom what seldom changes.
   */
  properties?: {
    [k: string]: unknown
  }
  /**
   * The traits of an identify call, in which the identity property of the settings is looked up. Never sent.
   */
  traits?: {
    [k: string]: unknown
  }
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
