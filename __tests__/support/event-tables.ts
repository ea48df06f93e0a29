import type { everythingInHeap } from '../../examples/everything'

/**
 * The catalog once more, copied by hand from the vendor's tables and not made from the code, so that tests can compare the two.
 */

type Name = keyof typeof everythingInHeap

/** Name in Heap, id, client-side name, properties in order. */
type Row = [name: string, id: string, clientName: string, properties: Name[]]

const FLOW: Name[] = ['Flow ID', 'Flow Name', 'Flow Version', 'Timestamp']
const STEP: Name[] = [...FLOW, 'Step ID', 'Step Type']
const NPS: Name[] = ['Timestamp', 'Page Title', 'Page URL']
const CHECKLIST: Name[] = ['Checklist ID', 'Checklist Name', 'Timestamp']
const ITEM: Name[] = [...CHECKLIST, 'Item ID', 'Item Label', 'Item Index']
const EXPERIENCE: Name[] = ['Experience ID', 'Experience Name', 'Experience Type', 'Timestamp']
const EXPERIENCE_STEP: Name[] = [...EXPERIENCE, 'Step ID', 'Step Type', 'Step Index']

/** Appcues' glossary. */
export const DOCUMENTED: Row[] = [
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
export const BEYOND: Row[] = [
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
