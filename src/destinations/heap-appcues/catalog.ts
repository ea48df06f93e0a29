/**
 * The catalog: every Appcues event and every property this package knows, as data. Presets, fields, the source function,
 * README tables, examples and tests are made from it; nothing about an event is written twice.
 *
 * Sources of the tables: Appcues' event glossary (the sixteen documented events and their properties) and Appcues' own
 * client code (the exact camelCase keys, and the events beyond the sixteen).
 */

/** How the builder treats a value: `id` is no placeholder, `time` becomes ISO 8601, `score` is a whole number from 0 to 10, `json` one JSON text; `plain` stays as it is. */
export type PropertyType = 'text' | 'id' | 'number' | 'text or number' | 'score' | 'time' | 'json' | 'plain'

export interface PropertyEntry {
  /** Name in Heap, spelled exactly so. */
  name: string
  /** Name in Appcues' own payloads, and the name in Heap with the setting "As the native integration". */
  appcuesName: string
  type: PropertyType
  description: string
  /** Where the value stands in a Segment event; the first path that is there counts. */
  paths: readonly string[]
}

const inProperties = (key: string, ...nested: string[]): string[] =>
  [key, ...nested].map((path) => `$.properties.${path}`)

/** Checks each row and keeps the keys: a property that an event names must be one of these. */
const table = <Key extends string>(rows: Record<Key, PropertyEntry>): Record<Key, PropertyEntry> => rows

export const properties = table({
  flow_id: {
    name: 'Flow ID',
    appcuesName: 'flowId',
    type: 'text',
    description: 'The ID of the flow.',
    paths: inProperties('flowId')
  },
  flow_name: {
    name: 'Flow Name',
    appcuesName: 'flowName',
    type: 'text',
    description: 'The title of the flow that a person reads.',
    paths: inProperties('flowName')
  },
  flow_version: {
    name: 'Flow Version',
    appcuesName: 'flowVersion',
    type: 'text or number',
    description:
      'The version of the flow, as Appcues gives it: today the time it was last updated, in epoch milliseconds.',
    paths: inProperties('flowVersion')
  },
  timestamp: {
    name: 'Timestamp',
    appcuesName: 'timestamp',
    type: 'time',
    description: 'When the event happened, ISO 8601: the time that Appcues gives, else the event’s own.',
    paths: inProperties('timestamp')
  },
  step_id: {
    name: 'Step ID',
    appcuesName: 'stepId',
    type: 'text',
    description: 'The ID of the step group.',
    paths: inProperties('stepId')
  },
  step_type: {
    name: 'Step Type',
    appcuesName: 'stepType',
    type: 'text',
    description: 'The pattern of the step group: modal, hotspot-group, and so on.',
    paths: inProperties('stepType')
  },
  step_index: {
    name: 'Step Index',
    appcuesName: 'stepIndex',
    type: 'text',
    description: 'The place of the step in a newer-builder experience, as "group,step".',
    paths: inProperties('stepIndex')
  },
  step_child_id: {
    name: 'Step Child ID',
    appcuesName: 'stepChildId',
    type: 'text',
    description: 'The ID of the step inside its step group.',
    paths: inProperties('stepChildId')
  },
  step_child_number: {
    name: 'Step Child Number',
    appcuesName: 'stepChildNumber',
    type: 'number',
    description: 'The place of the step inside its step group.',
    paths: inProperties('stepChildNumber')
  },
  interaction_type: {
    name: 'Interaction Type',
    appcuesName: 'interactionType',
    type: 'text',
    description: 'What was done: click, hover, submit, and so on.',
    paths: inProperties('interactionType')
  },
  interaction: {
    name: 'Interaction',
    appcuesName: 'interaction',
    type: 'json',
    description: 'What the user did: the interaction object, as one JSON text.',
    paths: inProperties('interaction')
  },
  category: {
    name: 'Category',
    appcuesName: 'category',
    type: 'text',
    description: 'The category of the thing acted on.',
    paths: inProperties('category', 'interaction.category', 'interactionData.category')
  },
  destination: {
    name: 'Destination',
    appcuesName: 'destination',
    type: 'text',
    description: 'Where a clicked link or button leads.',
    paths: inProperties('destination', 'interaction.destination', 'interactionData.destination')
  },
  form_id: {
    name: 'Form ID',
    appcuesName: 'formId',
    type: 'text',
    description: 'The ID of the form that was submitted.',
    paths: inProperties('formId', 'interaction.formId')
  },
  response: {
    name: 'Response',
    appcuesName: 'response',
    type: 'json',
    description: 'The list of form responses, as one JSON text.',
    paths: inProperties('response', 'interaction.response')
  },
  field_id: {
    name: 'Field ID',
    appcuesName: 'fieldId',
    type: 'text',
    description: 'The ID of the form field.',
    paths: inProperties('fieldId', 'interaction.fieldId')
  },
  label: {
    name: 'Label',
    appcuesName: 'label',
    type: 'text',
    description: 'The label of the form field.',
    paths: inProperties('label', 'interaction.label')
  },
  value: {
    name: 'Value',
    appcuesName: 'value',
    type: 'plain',
    description: 'What was entered in the form field.',
    paths: inProperties('value', 'interaction.value')
  },
  page_title: {
    name: 'Page Title',
    appcuesName: 'pageTitle',
    type: 'text',
    description: 'The title of the page at that moment.',
    paths: ['$.context.page.title']
  },
  page_url: {
    name: 'Page URL',
    appcuesName: 'pageUrl',
    type: 'text',
    description: 'The address of the page at that moment.',
    paths: ['$.context.page.url']
  },
  nps_score: {
    name: 'NPS Score',
    appcuesName: 'score',
    type: 'score',
    description: 'The NPS score, 0 to 10, a number.',
    paths: inProperties('score')
  },
  nps_feedback: {
    name: 'NPS Feedback',
    appcuesName: 'feedback',
    type: 'text',
    description: 'The words given after a score.',
    paths: inProperties('feedback')
  },
  checklist_id: {
    name: 'Checklist ID',
    appcuesName: 'checklistId',
    type: 'text',
    description: 'The ID of the checklist.',
    paths: inProperties('checklistId')
  },
  checklist_name: {
    name: 'Checklist Name',
    appcuesName: 'checklistName',
    type: 'text',
    description: 'The name of the checklist.',
    paths: inProperties('checklistName')
  },
  item_id: {
    name: 'Item ID',
    appcuesName: 'itemId',
    type: 'text',
    description: 'The ID of the checklist item.',
    paths: inProperties('itemId')
  },
  item_label: {
    name: 'Item Label',
    appcuesName: 'itemLabel',
    type: 'text',
    description: 'The label of the checklist item.',
    paths: inProperties('itemLabel')
  },
  item_index: {
    name: 'Item Index',
    appcuesName: 'itemIndex',
    type: 'number',
    description: 'The place of the item in its checklist.',
    paths: inProperties('itemIndex')
  },
  experiment_id: {
    name: 'Experiment ID',
    appcuesName: 'experimentId',
    type: 'text',
    description: 'The ID of the experiment.',
    paths: inProperties('experimentId')
  },
  group: {
    name: 'Group',
    appcuesName: 'group',
    type: 'text',
    description: 'The group of the experiment the person is in.',
    paths: inProperties('group')
  },
  experience_id: {
    name: 'Experience ID',
    appcuesName: 'experienceId',
    type: 'text',
    description: 'The ID of the newer-builder experience.',
    paths: inProperties('experienceId')
  },
  experience_name: {
    name: 'Experience Name',
    appcuesName: 'experienceName',
    type: 'text',
    description: 'The name of the newer-builder experience.',
    paths: inProperties('experienceName')
  },
  experience_type: {
    name: 'Experience Type',
    appcuesName: 'experienceType',
    type: 'text',
    description: 'The type of the newer-builder experience.',
    paths: inProperties('experienceType')
  },
  message: {
    name: 'Message',
    appcuesName: 'message',
    type: 'text',
    description: 'What went wrong in a newer-builder experience.',
    paths: inProperties('message')
  },
  group_id: {
    name: 'Group ID',
    appcuesName: 'groupId',
    type: 'id',
    description: 'The ID of the person’s group, which is their account.',
    paths: ['$.context.groupId']
  },
  locale_name: {
    name: 'Locale Name',
    appcuesName: 'localeName',
    type: 'text',
    description: 'The language in which the person saw it, by the name that it has in Appcues.',
    paths: inProperties('localeName')
  },
  flow_type: {
    name: 'Flow Type',
    appcuesName: 'flowType',
    type: 'text',
    description: 'The kind of the flow, as Appcues names it.',
    paths: inProperties('flowType')
  }
})

/** Key of a property in the `properties` object of an action: snake_case. */
export type PropertyKey = keyof typeof properties

/** A property that a setting adds. */
export type AddedKey = 'group_id' | 'page_url' | 'page_title' | 'locale_name' | 'flow_type'

/** What a setting adds to every Appcues event. Off, these mean nothing special in the events that do not document them. */
export const addedProperties: Record<'heapGroupId' | 'heapPageAndLocale', readonly AddedKey[]> = {
  heapGroupId: ['group_id'],
  heapPageAndLocale: ['page_url', 'page_title', 'locale_name', 'flow_type']
}

export interface EventEntry {
  /** Name in Heap. */
  name: string
  /** Appcues' id; the API, webhooks and exports put `appcues:` before it. */
  id: string
  /** What client-side integrations send and our source function gives; presets trigger on it. */
  clientName: string
  /** One of the sixteen of Appcues' glossary. */
  documented: boolean
  description: string
  /** Its place among the other events, where the glossary gives one. */
  order?: string
  properties: readonly PropertyKey[]
}

const FLOW = ['flow_id', 'flow_name', 'flow_version', 'timestamp'] as const
const STEP = [...FLOW, 'step_id', 'step_type'] as const
const NPS = ['timestamp', 'page_title', 'page_url'] as const
const CHECKLIST = ['checklist_id', 'checklist_name', 'timestamp'] as const
const CHECKLIST_ITEM = [...CHECKLIST, 'item_id', 'item_label', 'item_index'] as const
const EXPERIENCE = ['experience_id', 'experience_name', 'experience_type', 'timestamp'] as const
const EXPERIENCE_STEP = [...EXPERIENCE, 'step_id', 'step_type', 'step_index'] as const

export const events: readonly EventEntry[] = [
  {
    name: 'Flow Started',
    id: 'flow_started',
    clientName: 'Flow Started (Appcues)',
    documented: true,
    description: 'The first step of a flow is started or shown. Excludes Flow Aborted and Flow Error.',
    order: 'Before Step Started.',
    properties: FLOW
  },
  {
    name: 'Flow Completed',
    id: 'flow_completed',
    clientName: 'Flow Completed (Appcues)',
    documented: true,
    description: 'The last step of a flow is completed.',
    order: 'After Step Completed.',
    properties: FLOW
  },
  {
    name: 'Flow Skipped',
    id: 'flow_skipped',
    clientName: 'Flow Skipped (Appcues)',
    documented: true,
    description: 'The user skips the flow.',
    order: 'After the Step Skipped of the step.',
    properties: FLOW
  },
  {
    name: 'Flow Aborted',
    id: 'flow_aborted',
    clientName: 'Flow Aborted (Appcues)',
    documented: true,
    description: 'A fatal error stops the flow from starting or completing.',
    order: 'Before the first step: no Flow Started. After Flow Error.',
    properties: FLOW
  },
  {
    name: 'Step Started',
    id: 'step_started',
    clientName: 'Step Started (Appcues)',
    documented: true,
    description: 'A step group runs or is shown. Excludes Step Aborted and Step Error.',
    order: 'Before Step Child Activated and Step Child Recovered.',
    properties: STEP
  },
  {
    name: 'Step Completed',
    id: 'step_completed',
    clientName: 'Step Completed (Appcues)',
    documented: true,
    description:
      'A step group is completed: a modal or tooltip is closed with the complete button, the last hotspot is closed.',
    order: 'Before Flow Completed.',
    properties: STEP
  },
  {
    name: 'Step Skipped',
    id: 'step_skipped',
    clientName: 'Step Skipped (Appcues)',
    documented: true,
    description: 'A step group or its flow is skipped.',
    order: 'Before Flow Skipped.',
    properties: STEP
  },
  {
    name: 'Step Aborted',
    id: 'step_aborted',
    clientName: 'Step Aborted (Appcues)',
    documented: true,
    description: 'A fatal error stops a step group. If that is before it is shown, there is no Step Started.',
    order: 'Before Flow Aborted.',
    properties: STEP
  },
  {
    name: 'Step Interacted',
    id: 'step_interacted',
    clientName: 'Step Interacted (Appcues)',
    documented: true,
    description: 'A link or button is clicked, a form is submitted, a hotspot is expanded.',
    properties: [
      ...FLOW,
      'step_child_id',
      'step_child_number',
      'step_type',
      'interaction_type',
      'interaction',
      'category',
      'destination'
    ]
  },
  {
    name: 'Form Submitted',
    id: 'form_submitted',
    clientName: 'Form Submitted (Appcues)',
    documented: true,
    description: 'A form in a modal is submitted.',
    order: 'Before Step Child Deactivated and the Form Field Submitted events.',
    properties: [...STEP, 'interaction_type', 'form_id', 'category', 'response']
  },
  {
    name: 'Form Field Submitted',
    id: 'form_field_submitted',
    clientName: 'Form Field Submitted (Appcues)',
    documented: true,
    description: 'One for each field of a submitted form.',
    order: 'After Form Submitted.',
    properties: [...STEP, 'interaction_type', 'category', 'form_id', 'field_id', 'label', 'value']
  },
  {
    name: 'NPS Survey Started',
    id: 'nps_survey_started',
    clientName: 'NPS Survey Started (Appcues)',
    documented: true,
    description: 'The NPS survey was seen.',
    properties: NPS
  },
  {
    name: 'NPS Score Submitted',
    id: 'nps_score',
    clientName: 'NPS Score (Appcues)',
    documented: true,
    description: 'An NPS score was given.',
    properties: [...NPS, 'nps_score']
  },
  {
    name: 'NPS Feedback Submitted',
    id: 'nps_feedback',
    clientName: 'NPS Feedback (Appcues)',
    documented: true,
    description: 'Feedback was given after a score.',
    properties: [...NPS, 'nps_feedback']
  },
  {
    name: 'NPS Ask Me Later Selected',
    id: 'nps_ask_me_later_selected_at',
    clientName: 'NPS Ask Me Later Selected At (Appcues)',
    documented: true,
    description: 'The user chose "Ask me later".',
    properties: NPS
  },
  {
    name: 'NPS Update Score Selected',
    id: 'nps_clicked_update_nps_score',
    clientName: 'NPS Clicked Update NPS Score (Appcues)',
    documented: true,
    description: 'Someone who scored before chose "Update score".',
    properties: [...NPS, 'nps_score']
  },
  {
    name: 'Checklist Shown',
    id: 'checklist_shown',
    clientName: 'Checklist Shown (Appcues)',
    documented: false,
    description: 'A checklist was shown.',
    properties: CHECKLIST
  },
  {
    name: 'Checklist Completed',
    id: 'checklist_completed',
    clientName: 'Checklist Completed (Appcues)',
    documented: false,
    description: 'Every item of a checklist was completed.',
    properties: CHECKLIST
  },
  {
    name: 'Checklist Skipped',
    id: 'checklist_skipped',
    clientName: 'Checklist Skipped (Appcues)',
    documented: false,
    description: 'A checklist was skipped.',
    properties: CHECKLIST
  },
  {
    name: 'Checklist Dismissed',
    id: 'checklist_dismissed',
    clientName: 'Checklist Dismissed (Appcues)',
    documented: false,
    description: 'A checklist was dismissed.',
    properties: CHECKLIST
  },
  {
    name: 'Checklist Item Started',
    id: 'checklist_item_started',
    clientName: 'Checklist Item Started (Appcues)',
    documented: false,
    description: 'An item of a checklist was started.',
    properties: CHECKLIST_ITEM
  },
  {
    name: 'Checklist Item Completed',
    id: 'checklist_item_completed',
    clientName: 'Checklist Item Completed (Appcues)',
    documented: false,
    description: 'An item of a checklist was completed.',
    properties: CHECKLIST_ITEM
  },
  {
    name: 'Experiment Entered',
    id: 'experiment_entered',
    clientName: 'Experiment Entered (Appcues)',
    documented: false,
    description: 'A person entered a group of an experiment.',
    properties: ['experiment_id', 'group', 'timestamp']
  },
  {
    name: 'Experience Started',
    id: 'v2:experience_started',
    clientName: 'Experience Started (Appcues)',
    documented: false,
    description: 'A newer-builder experience was started.',
    properties: EXPERIENCE
  },
  {
    name: 'Experience Completed',
    id: 'v2:experience_completed',
    clientName: 'Experience Completed (Appcues)',
    documented: false,
    description: 'A newer-builder experience was completed.',
    properties: EXPERIENCE
  },
  {
    name: 'Experience Skipped',
    id: 'v2:experience_skipped',
    clientName: 'Experience Skipped (Appcues)',
    documented: false,
    description: 'A newer-builder experience was skipped.',
    properties: EXPERIENCE
  },
  {
    name: 'Experience Dismissed',
    id: 'v2:experience_dismissed',
    clientName: 'Experience Dismissed (Appcues)',
    documented: false,
    description: 'A newer-builder experience was dismissed.',
    properties: EXPERIENCE
  },
  {
    name: 'Experience Error',
    id: 'v2:experience_error',
    clientName: 'Experience Error (Appcues)',
    documented: false,
    description: 'A newer-builder experience met an error.',
    properties: [...EXPERIENCE, 'message']
  },
  {
    name: 'Experience Step Seen',
    id: 'v2:step_seen',
    clientName: 'Experience Step Seen (Appcues)',
    documented: false,
    description: 'A step of a newer-builder experience was seen.',
    properties: EXPERIENCE_STEP
  },
  {
    name: 'Experience Step Completed',
    id: 'v2:step_completed',
    clientName: 'Experience Step Completed (Appcues)',
    documented: false,
    description: 'A step of a newer-builder experience was completed.',
    properties: EXPERIENCE_STEP
  },
  {
    name: 'Experience Step Interaction',
    id: 'v2:step_interaction',
    clientName: 'Experience Step Interaction (Appcues)',
    documented: false,
    description: 'A user acted on a step of a newer-builder experience.',
    properties: [...EXPERIENCE_STEP, 'interaction_type', 'category', 'destination']
  }
]

const documentedKeys = new Set<string>(events.flatMap((entry) => entry.properties))

/** The properties that some event has of its own. A mapping offers them. */
export const propertyKeys = (Object.keys(properties) as PropertyKey[]).filter((key) => documentedKeys.has(key))

/** What every client-side name of an Appcues event ends with. */
export const CLIENT_SUFFIX = ' (Appcues)'

/** What the API, webhooks and exports put before an Appcues id. */
export const ID_PREFIX = 'appcues:'

/** Our source function's mark at `context.integration.source` of what it makes of an Appcues webhook. */
export const APPCUES_ORIGIN = 'appcues-webhook'

/** The same mark of our source function for Heap's event webhooks. */
export const HEAP_ORIGIN = 'heap-event-webhook'

/** Name of this destination in Segment's catalog and in `integrations` objects. */
export const DESTINATION_NAME = 'Heap and Appcues (Actions)'

const rowBySpelling = new Map<string, EventEntry>(
  events.flatMap((row) =>
    [row.name, row.clientName, row.clientName.slice(0, -CLIENT_SUFFIX.length), row.id, ID_PREFIX + row.id].map(
      (spelling): [string, EventEntry] => [spelling, row]
    )
  )
)

/**
 * The catalog row of an event in any of its spellings, letter for letter: name in Heap, client-side name with and without
 * "(Appcues)", id, id with `appcues:`. A name that only resembles one ("Flow Started Manually") has none.
 */
export const findEvent = (spelling: string): EventEntry | undefined => rowBySpelling.get(spelling)

/**
 * Says of a name that it is one of Appcues' own events: by any spelling of the catalog, or by the prefix or the ending that
 * Appcues gives to events the catalog does not list. "Flow Started Manually" and "Appcues Demo Booked" are not.
 */
export const isAppcuesEvent = (name: string): boolean =>
  name.startsWith(ID_PREFIX) || name.endsWith(CLIENT_SUFFIX.trim()) || findEvent(name) !== undefined
