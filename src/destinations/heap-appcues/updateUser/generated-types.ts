// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An id that begins with "anon:" counts as an anonymous id.
   */
  identity?: string
  /**
   * The id of a visitor who is not logged in. Used when there is no identity.
   */
  anonymous_id?: string
  /**
   * When this was true of the person. Among several values in a batch the latest counts.
   */
  timestamp?: string
  /**
   * What Heap is told about the person. Each key is the name of the user property in Heap; "email" in lower case is Heap’s own, and no property may be called "id". Every call moves the person’s last-modified time in Heap, so set seldom what seldom changes.
   */
  properties?: {
    /**
     * The person’s user id in Appcues, so that Heap segments can find the same person there again.
     */
    appcuesUserID?: string
    [k: string]: unknown
  }
  /**
   * Traits, context traits and properties of the person, in which the identity property of the settings is looked up. Never sent.
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
