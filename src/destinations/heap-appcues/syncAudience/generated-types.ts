// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The ID of the person in Appcues: by default the Segment user ID, in Reverse ETL the unique identifier of the row. The setting Appcues Identity Property, when filled in, takes its place.
   */
  user_id?: string
  /**
   * When the person joined or left. Of several changes of one person in a batch the latest counts, on a tie the one further down; without a usable time a change counts as made together with the one before it.
   */
  timestamp?: string
  /**
   * How user properties are written, for single events and batches alike. "Bulk import" is one request for a whole batch, which Appcues works through in its own time. "One request per user" is applied at once, and is slow for many people, since Appcues takes 60 requests a second.
   */
  delivery?: string
  /**
   * User properties to set in Appcues together with the membership, each under the name that it has there. None unless mapped: what is mapped here is sent to Appcues. Nested values get dotted names and lists are joined.
   */
  traits?: {
    [k: string]: unknown
  }
  /**
   * The whole name of the user property and of the segment in Appcues, instead of "[Heap] " and the name of the audience. Read when the audience is connected for the first time; changing it later changes nothing.
   */
  property_name?: string
  /**
   * Fill the segment in Appcues with the members. The segment is made either way; when it is not filled, its description says to use the user property.
   */
  keep_segment?: boolean | null
  /**
   * Where Segment puts what is known of the person: traits, context traits and properties, in which the identity property of the settings is looked up. Never sent.
   */
  person?: {
    [k: string]: unknown
  }
  /**
   * The unique identifier of a Reverse ETL row: the user ID of a deleted row, which carries nothing else.
   */
  record_id?: string
  /**
   * What this destination returned when the audience was connected.
   */
  external_audience_id?: string
  /**
   * The ID of the audience in Segment.
   */
  computation_id?: string
  /**
   * The key of the audience in Segment.
   */
  computation_key?: string
  /**
   * Whether this is an audience or the step of a journey.
   */
  computation_class?: string
  /**
   * The Segment space that the audience belongs to.
   */
  namespace?: string
  /**
   * The name of the audience, where its events carry one; otherwise its key is the name.
   */
  audience_name?: string
  /**
   * Send events in batches: one request for up to 1000 of them.
   */
  enable_batching?: boolean
  /**
   * The most events in one batch.
   */
  batch_size?: number
  /**
   * Events that share these fields are batched together, so that a batch holds one audience.
   */
  batch_keys?: string[]
}
// Generated file. DO NOT MODIFY IT BY HAND.

export interface RetlOnMappingSaveInputs {
  /**
   * The name of the segment. Mappings with the same name write to the same segment, for example one that adds and one that deletes. Read when the mapping is saved for the first time, or after its segment in Appcues was deleted; changing it otherwise changes nothing.
   */
  segment_name: string
  /**
   * The whole name of the user property and of the segment in Appcues, instead of "[Heap] " and the name of the audience. Read when the audience is connected for the first time; changing it later changes nothing.
   */
  property_name?: string
  /**
   * Fill the segment in Appcues with the members. The segment is made either way; when it is not filled, its description says to use the user property.
   */
  keep_segment?: boolean | null
}
// Generated file. DO NOT MODIFY IT BY HAND.

export interface RetlOnMappingSaveOutputs {
  /**
   * What the mapping remembers of the segment in Appcues.
   */
  reference: string
  /**
   * The user property that is true for members.
   */
  property: string
}
