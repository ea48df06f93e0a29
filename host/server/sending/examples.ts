import type { ExampleView } from '../api-types'

const FLOW = { flowId: '-NkWelcome001', flowName: 'Welcome tour', flowVersion: 1768867200000 }
const PAGE = { url: 'https://app.example.com/home', title: 'Home – Tidyboard' }

/** A webhook of Appcues. Without times: it has just happened. */
const appcues = (name: string, user_id: string, attributes: Record<string, unknown>): Record<string, unknown> => ({
  id: `example-${name}`,
  name: `appcues:${name}`,
  account_id: '12345',
  user_id,
  attributes,
  context: PAGE
})

/** What can be sent with one press, each to show one thing. */
export const examples: readonly ExampleView[] = [
  {
    id: 'nps-score',
    title: 'NPS score',
    teaches:
      'A score becomes NPS Score Submitted in Heap, with the score as a number, and two user properties beside it.',
    as: 'appcues-webhook',
    body: appcues('nps_score', 'ada@example.com', { score: 9 })
  },
  {
    id: 'nps-newer',
    title: 'NPS answer of the newer builder',
    teaches: 'One webhook hides score and words deep inside; the source makes three events of it.',
    as: 'appcues-webhook',
    body: appcues('v2:step_interaction', 'grace@example.com', {
      experienceId: 'c0ffee00-0001',
      experienceName: 'Quarterly survey',
      experienceType: 'modal',
      interactionType: 'Form Submitted',
      interactionData: {
        surveyResponses: [
          { type: 'nps_score', value: '10' },
          { type: 'nps_feedback', value: 'The tour saved me an hour.' }
        ]
      }
    })
  },
  {
    id: 'flow-started',
    title: 'Flow started',
    teaches:
      'The commonest event. It also sets appcuesUserID on the Heap user, so that audiences find the person again.',
    as: 'appcues-webhook',
    body: appcues('flow_started', 'linus@example.com', FLOW)
  },
  {
    id: 'form-submitted',
    title: 'Form submitted',
    teaches: 'The responses arrive as one property, Response, as JSON text.',
    as: 'appcues-webhook',
    body: appcues('form_submitted', 'ada@example.com', {
      ...FLOW,
      stepId: 'step-2',
      stepType: 'modal',
      interactionType: 'submit',
      interaction: {
        category: 'form',
        formId: 'form-7',
        response: [{ fieldId: 'role', label: 'Your role', value: 'Engineer' }]
      }
    })
  },
  {
    id: 'anonymous',
    title: 'A visitor who is not logged in',
    teaches: 'Goes to Heap under an anonymous id, with text values only: that endpoint takes nothing else.',
    as: 'appcues-webhook',
    body: appcues('flow_started', 'anon:5b3c', FLOW)
  },
  {
    id: 'nobody',
    title: 'Refused: an id that stands for nobody',
    teaches:
      'Heap would merge everyone called “undefined” into one person, for good. So the event is refused, in words.',
    as: 'segment',
    body: {
      type: 'track',
      event: 'Flow Completed (Appcues)',
      messageId: 'example-nobody',
      userId: 'undefined',
      properties: FLOW
    }
  },
  {
    id: 'no-user',
    title: 'Refused at the door: a webhook about nobody',
    teaches: 'The source takes nothing that names no person: it answers 400, and nothing leaves.',
    as: 'appcues-webhook',
    body: appcues('flow_completed', '', FLOW)
  },
  {
    id: 'unusable-score',
    title: 'Sent, but not whole',
    teaches:
      'A score that is no number is left out and named in the answer; the event goes. The user properties, which would be its date alone, are refused.',
    as: 'appcues-webhook',
    body: appcues('nps_score', 'linus@example.com', { score: 'nine' })
  },
  {
    id: 'unknown',
    title: 'An event nobody has listed yet',
    teaches: 'The preset "Other Appcues events" takes it, under its own name.',
    as: 'appcues-webhook',
    body: appcues('banner_dismissed', 'grace@example.com', { bannerName: 'Spring release' })
  },
  {
    id: 'segment-sync',
    title: 'Heap’s segment sync',
    teaches:
      'Two people joined a Heap segment, one left: Appcues gets the property “[Heap] Power users” and a segment of that name.',
    as: 'heap-segment-sync',
    body: {
      id_token: '7a36',
      action_type: 'segment.users.sync',
      customer_config: { fields: [] },
      data: {
        segment: { id: 1338065, name: 'Power users' },
        sync_info: { page_number: 1, total_pages: 1, sync_task_id: 'example' },
        add: [{ id: 'ada@example.com' }, { id: 'grace@example.com' }],
        remove: [{ id: 'linus@example.com' }]
      }
    }
  },
  {
    id: 'heap-event',
    title: 'Heap event webhook',
    teaches: 'Nothing is forwarded to Appcues until someone says what: add a mapping for it under Mappings.',
    as: 'heap-event-webhook',
    body: { event: 'Report Exported', identity: 'ada@example.com', event_id: 'example-export', format: 'CSV' }
  },
  {
    id: 'segment-event',
    title: 'An event of Appcues’ own Segment integration',
    teaches: 'What the browser sends: camelCase, and the whole profile under “user”, which never leaves for Heap.',
    as: 'segment',
    body: {
      type: 'track',
      event: 'Flow Completed (Appcues)',
      messageId: 'example-browser-1',
      userId: 'ada@example.com',
      properties: { ...FLOW, user: { email: 'ada@example.com', plan: 'pro' } },
      context: { page: PAGE }
    }
  }
]
