// Generated file. DO NOT MODIFY IT BY HAND.

export interface Payload {
  /**
   * The name of the event. The names that Appcues uses for its own events, in any spelling (Flow Started, Flow Started (Appcues), flow_started, appcues:flow_started), become the documented one; any other name is sent as it is.
   */
  event: string
  /**
   * The identity of the person in Heap. The setting Heap Identity Property, when filled in, takes its place. An id that begins with "anon:" counts as an anonymous id.
   */
  identity?: string
  /**
   * The id of a visitor who is not logged in. Used when there is no identity.
   */
  anonymous_id?: string
  /**
   * The id of the message. Heap keeps one event for each message id and event name, however often it is delivered.
   */
  message_id?: string
  /**
   * When the event happened.
   */
  timestamp?: string
  /**
   * What Heap receives with the event. The keys offered here, and these, arrive under their documented names: flow_version (Flow Version), timestamp (Timestamp), step_type (Step Type), step_index (Step Index), step_child_number (Step Child Number), interaction_type (Interaction Type), interaction (Interaction), category (Category), destination (Destination), response (Response), value (Value), page_title (Page Title), page_url (Page URL), nps_score (NPS Score), nps_feedback (NPS Feedback), item_index (Item Index), group (Group), experience_type (Experience Type), message (Message). Any other key arrives as it is written; nested values get dotted keys and lists are joined by "||". The keys user, identity and _identity, where Appcues puts a person’s whole profile, are never sent.
   */
  properties?: {
    /**
     * The id of the flow.
     */
    flow_id?: string
    /**
     * The title of the flow that a person reads.
     */
    flow_name?: string
    /**
     * The id of the step group.
     */
    step_id?: string
    /**
     * The id of the step inside its step group.
     */
    step_child_id?: string
    /**
     * The id of the form that was submitted.
     */
    form_id?: string
    /**
     * The id of the form field.
     */
    field_id?: string
    /**
     * The label of the form field.
     */
    label?: string
    /**
     * The id of the checklist.
     */
    checklist_id?: string
    /**
     * The name of the checklist.
     */
    checklist_name?: string
    /**
     * The id of the checklist item.
     */
    item_id?: string
    /**
     * The label of the checklist item.
     */
    item_label?: string
    /**
     * The id of the experiment.
     */
    experiment_id?: string
    /**
     * The id of the newer-builder experience.
     */
    experience_id?: string
    /**
     * The name of the newer-builder experience.
     */
    experience_name?: string
    [k: string]: unknown
  }
  /**
   * Leave out offered properties that Appcues does not document for the event. Presets map just those that belong to their event.
   */
  documented_only?: boolean
  /**
   * Leave events that have a preset of their own to that preset, and send the others with their properties as they are.
   */
  unlisted_only?: boolean
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
