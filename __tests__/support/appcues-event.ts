import type { SegmentEvent } from '@segment/actions-core'

/** Everything that Appcues may put into one event, documented or not, the person's profile included. */
export const everything = {
  flowId: 'flow-1',
  flowName: 'Welcome tour',
  flowType: 'journey',
  flowVersion: 1773100000000,
  workflowId: 'workflow-1',
  workflowTaskId: 'task-1',
  timestamp: 1773181316000,
  sessionId: 1773181000000,
  localeName: 'English',
  localeId: 'locale-1',
  stepId: 'step-1',
  stepType: 'modal',
  stepNumber: 0,
  stepChildId: 'child-1',
  stepChildNumber: 2,
  interactionType: 'click',
  interaction: {
    category: 'link',
    destination: 'https://app.example.com/start',
    element: 'a.button',
    formId: 'form-1',
    submissionId: 'submission-1',
    response: [{ fieldId: 'field-1', fieldRequired: true, label: 'Role', value: 'Designer' }],
    fieldId: 'field-1',
    label: 'Role',
    value: 'Designer',
    user: { email: 'profile@example.com' }
  },
  score: 9,
  feedback: 'Saves me an hour a day',
  askMeLaterSelectedAt: 1773181316000,
  clickedUpdateNPSScore: 1773181316000,
  checklistId: 'checklist-1',
  checklistName: 'First steps',
  checklistVersion: 3,
  itemId: 'item-1',
  itemIndex: 0,
  itemLabel: 'Invite a colleague',
  experimentId: 'experiment-1',
  group: 'exposed',
  experienceId: 'experience-1',
  experienceName: 'New editor',
  experienceType: 'mobile',
  experienceInstanceId: 'instance-1',
  trigger: { type: 'page' },
  version: 4,
  stepIndex: '0,1',
  interactionData: { category: 'internal' },
  message: 'The target was not found',
  user: { email: 'profile@example.com', plan: 'pro' },
  _identity: { email: 'profile@example.com' },
  identity: { email: 'profile@example.com' }
}

/** Changes of an event may be of any shape, as what arrives may be. */
type Changes = { [key in keyof SegmentEvent]?: unknown }

/** A Segment event of a person with an identity, everything about it pinned. */
export const appcuesEvent = (changes: Changes = {}): SegmentEvent => ({ ...pinned, ...changes }) as SegmentEvent

const pinned: SegmentEvent = {
  type: 'track',
  event: 'Flow Started (Appcues)',
  userId: 'alice@example.com',
  anonymousId: 'visitor-1',
  messageId: 'message-1',
  timestamp: '2026-03-10T22:22:00Z',
  properties: { flowId: 'flow-1' },
  context: { page: { title: 'Dashboard', url: 'https://app.example.com/dashboard' } }
}
