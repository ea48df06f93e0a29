import { events } from '../../../src'
import { findEvent, properties } from '../../../src/destinations/heap-appcues/events'

const FLOW = ['Flow ID', 'Flow Name', 'Flow Version', 'Timestamp']
const STEP = [...FLOW, 'Step ID', 'Step Type']
const NPS = ['Timestamp', 'Page Title', 'Page URL']
const CHECKLIST = ['Checklist ID', 'Checklist Name', 'Timestamp']
const ITEM = [...CHECKLIST, 'Item ID', 'Item Label', 'Item Index']
const EXPERIENCE = ['Experience ID', 'Experience Name', 'Experience Type', 'Timestamp']
const EXPERIENCE_STEP = [...EXPERIENCE, 'Step ID', 'Step Type', 'Step Index']

/** Appcues' glossary: name in Heap, id, client-side name, properties. */
const DOCUMENTED: [string, string, string, string[]][] = [
  ['Flow Started', 'flow_started', 'Flow Started (Appcues)', FLOW],
  ['Flow Completed', 'flow_completed', 'Flow Completed (Appcues)', FLOW],
  ['Flow Skipped', 'flow_skipped', 'Flow Skipped (Appcues)', FLOW],
  ['Flow Aborted', 'flow_aborted', 'Flow Aborted (Appcues)', FLOW],
  ['Step Started', 'step_started', 'Step Started (Appcues)', STEP],
  ['Step Completed', 'step_completed', 'Step Completed (Appcues)', STEP],
  ['Step Skipped', 'step_skipped', 'Step Skipped (Appcues)', STEP],
  ['Step Aborted', 'step_aborted', 'Step Aborted (Appcues)', STEP],
  [
    'Step Interacted',
    'step_interacted',
    'Step Interacted (Appcues)',
    [
      ...FLOW,
      'Step Child ID',
      'Step Child Number',
      'Step Type',
      'Interaction Type',
      'Interaction',
      'Category',
      'Destination'
    ]
  ],
  [
    'Form Submitted',
    'form_submitted',
    'Form Submitted (Appcues)',
    [...STEP, 'Interaction Type', 'Form ID', 'Category', 'Response']
  ],
  [
    'Form Field Submitted',
    'form_field_submitted',
    'Form Field Submitted (Appcues)',
    [...STEP, 'Interaction Type', 'Category', 'Form ID', 'Field ID', 'Label', 'Value']
  ],
  ['NPS Survey Started', 'nps_survey_started', 'NPS Survey Started (Appcues)', NPS],
  ['NPS Score Submitted', 'nps_score', 'NPS Score (Appcues)', [...NPS, 'NPS Score']],
  ['NPS Feedback Submitted', 'nps_feedback', 'NPS Feedback (Appcues)', [...NPS, 'NPS Feedback']],
  ['NPS Ask Me Later Selected', 'nps_ask_me_later_selected_at', 'NPS Ask Me Later Selected At (Appcues)', NPS],
  [
    'NPS Update Score Selected',
    'nps_clicked_update_nps_score',
    'NPS Clicked Update NPS Score (Appcues)',
    [...NPS, 'NPS Score']
  ]
]

/** What Appcues sends beyond its glossary. */
const BEYOND: [string, string, string, string[]][] = [
  ['Checklist Shown', 'checklist_shown', 'Checklist Shown (Appcues)', CHECKLIST],
  ['Checklist Completed', 'checklist_completed', 'Checklist Completed (Appcues)', CHECKLIST],
  ['Checklist Skipped', 'checklist_skipped', 'Checklist Skipped (Appcues)', CHECKLIST],
  ['Checklist Dismissed', 'checklist_dismissed', 'Checklist Dismissed (Appcues)', CHECKLIST],
  ['Checklist Item Started', 'checklist_item_started', 'Checklist Item Started (Appcues)', ITEM],
  ['Checklist Item Completed', 'checklist_item_completed', 'Checklist Item Completed (Appcues)', ITEM],
  ['Experiment Entered', 'experiment_entered', 'Experiment Entered (Appcues)', ['Experiment ID', 'Group', 'Timestamp']],
  ['Experience Started', 'v2:experience_started', 'Experience Started (Appcues)', EXPERIENCE],
  ['Experience Completed', 'v2:experience_completed', 'Experience Completed (Appcues)', EXPERIENCE],
  ['Experience Skipped', 'v2:experience_skipped', 'Experience Skipped (Appcues)', EXPERIENCE],
  ['Experience Dismissed', 'v2:experience_dismissed', 'Experience Dismissed (Appcues)', EXPERIENCE],
  ['Experience Error', 'v2:experience_error', 'Experience Error (Appcues)', [...EXPERIENCE, 'Message']],
  ['Experience Step Seen', 'v2:step_seen', 'Experience Step Seen (Appcues)', EXPERIENCE_STEP],
  ['Experience Step Completed', 'v2:step_completed', 'Experience Step Completed (Appcues)', EXPERIENCE_STEP],
  [
    'Experience Step Interaction',
    'v2:step_interaction',
    'Experience Step Interaction (Appcues)',
    [...EXPERIENCE_STEP, 'Interaction Type', 'Category', 'Destination']
  ]
]

const rowsWhere = (documented: boolean) =>
  events
    .filter((row) => row.documented === documented)
    .map((row) => [row.name, row.id, row.clientName, row.properties.map((key) => properties[key].name)])

describe('the catalog of events', () => {
  it('lists the sixteen documented events in order, with their properties in order', () => {
    expect(rowsWhere(true)).toStrictEqual(DOCUMENTED)
  })

  it('lists what Appcues sends beyond the sixteen', () => {
    expect(rowsWhere(false)).toStrictEqual(BEYOND)
  })

  it.each([...DOCUMENTED, ...BEYOND])('finds %s by every spelling', (name, id, clientName) => {
    const withoutSuffix = clientName.slice(0, -' (Appcues)'.length)
    for (const spelling of [name, id, `appcues:${id}`, clientName, withoutSuffix]) {
      expect([spelling, findEvent(spelling)?.name]).toStrictEqual([spelling, name])
    }
  })

  it.each([
    'Flow Started Manually',
    'flow started',
    'FLOW_STARTED',
    'Appcues Flow Started',
    'Flow Started (Heap)',
    'Flow Started(Appcues)',
    'Flow  Started',
    'appcues:Flow Started',
    'appcues:appcues:flow_started',
    'step_seen',
    'Step Seen',
    'Flow Error',
    'NPS',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty'
  ])('does not take %p for an event of the catalog', (lookAlike) => {
    expect(findEvent(lookAlike)).toBeUndefined()
  })

  it('gives every event and every property a meaning and one name of its own', () => {
    const rows = Object.values(properties)
    expect(events.filter(({ meaning }) => meaning.trim() === '')).toStrictEqual([])
    expect(rows.filter(({ meaning, paths }) => meaning.trim() === '' || paths.length === 0)).toStrictEqual([])
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    expect(new Set(rows.map(({ native }) => native)).size).toBe(rows.length)
  })
})
