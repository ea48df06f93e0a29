import { everything, everythingInHeap } from './everything'

/** A request that leaves for a vendor, with every preset at its default. */
export interface ExampleRequest {
  /** Host and path; the id of a segment in it is written `:segment`. */
  to: string
  /** JSON, or the text of a CSV. */
  body: unknown
}

/** One thing that happens, as it arrives and as it leaves. */
export interface EventExample {
  id: string
  title: string
  /** What it shows. */
  description: string
  /** The source that takes `in` as the body of a webhook; `segment` where `in` is an event that Segment delivers. */
  from: 'appcues-webhook' | 'heap-segment-sync' | 'heap-event-webhook' | 'segment'
  in: Readonly<Record<string, unknown>>
  /** What leaves, in the order of the paths. Where `in` holds no time, it happened at `EXAMPLE_TIME`. */
  out: readonly ExampleRequest[]
  /** The field that the message names when it does not leave, or not all of it. */
  rejected?: string
}

export const EXAMPLE_TIME = '2026-03-10T22:21:56.000Z'

const HEAP_APP = '1234567890'
const APPCUES = 'api.appcues.com/v2/accounts/12345'

const FLOW = { flowId: '-NkWelcome001', flowName: 'Welcome tour', flowVersion: 1768867200000 }
const PAGE = { url: 'https://app.example.com/home', title: 'Home – Tidyboard' }

const FLOW_IN_HEAP = {
  'Flow ID': '-NkWelcome001',
  'Flow Name': 'Welcome tour',
  'Flow Version': 1768867200000,
  Timestamp: EXAMPLE_TIME
}
const NPS_IN_HEAP = { Timestamp: EXAMPLE_TIME, 'Page Title': PAGE.title, 'Page URL': PAGE.url }

/** An event in Heap. */
const tracks = (identity: string, event: string, id: string, properties: object): ExampleRequest => ({
  to: 'heapanalytics.com/api/track',
  body: {
    app_id: HEAP_APP,
    events: [{ identity, event, timestamp: EXAMPLE_TIME, idempotency_key: `${id}:${event}`, properties }]
  }
})

/** Properties of a user in Heap. */
const sets = (identity: string, properties: object): ExampleRequest => ({
  to: 'heapanalytics.com/api/add_user_properties',
  body: { app_id: HEAP_APP, users: [{ identity, properties }] }
})

/** A webhook of Appcues. Without times: it has just happened. */
const appcues = (name: string, user_id: string, attributes: Record<string, unknown>): Record<string, unknown> => ({
  id: `example-${name}`,
  name: `appcues:${name}`,
  account_id: '12345',
  user_id,
  attributes,
  context: PAGE
})

/** Each shows one thing: to send from the page, to read in a document, to test. */
export const examples: readonly EventExample[] = [
  {
    id: 'nps-score',
    title: 'NPS score',
    description:
      'A score becomes NPS Score Submitted in Heap, with the score as a number, and two user properties beside it.',
    from: 'appcues-webhook',
    in: appcues('nps_score', 'ada@example.com', { score: 9 }),
    out: [
      sets('ada@example.com', { 'Appcues NPS Score': 9, 'Appcues NPS Date': EXAMPLE_TIME }),
      tracks('ada@example.com', 'NPS Score Submitted', 'example-nps_score', { ...NPS_IN_HEAP, 'NPS Score': 9 })
    ]
  },
  {
    id: 'nps-newer',
    title: 'NPS answer of the newer builder',
    description: 'One webhook hides score and words deep inside; the source makes three events of it.',
    from: 'appcues-webhook',
    in: appcues('v2:step_interaction', 'grace@example.com', {
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
    }),
    out: [
      sets('grace@example.com', { 'Appcues NPS Score': 10, 'Appcues NPS Date': EXAMPLE_TIME }),
      tracks('grace@example.com', 'NPS Score Submitted', 'example-v2:step_interaction:score', {
        ...NPS_IN_HEAP,
        'NPS Score': 10
      }),
      tracks('grace@example.com', 'NPS Feedback Submitted', 'example-v2:step_interaction:feedback', {
        ...NPS_IN_HEAP,
        'NPS Feedback': 'The tour saved me an hour.'
      }),
      tracks('grace@example.com', 'Experience Step Interaction', 'example-v2:step_interaction', {
        'Experience ID': 'c0ffee00-0001',
        'Experience Name': 'Quarterly survey',
        'Experience Type': 'modal',
        Timestamp: EXAMPLE_TIME,
        'Interaction Type': 'Form Submitted'
      })
    ]
  },
  {
    id: 'flow-started',
    title: 'Flow started',
    description:
      'The most common event. It also sets appcuesUserID on the Heap user, so that audiences can find the person again.',
    from: 'appcues-webhook',
    in: appcues('flow_started', 'linus@example.com', FLOW),
    out: [
      sets('linus@example.com', { appcuesUserID: 'linus@example.com' }),
      tracks('linus@example.com', 'Flow Started', 'example-flow_started', FLOW_IN_HEAP)
    ]
  },
  {
    id: 'account-page-locale',
    title: 'An account, a page and a locale',
    description:
      'Turn on Group ID in Heap to get the account with the event, and Page and Locale With Every Event to get the page, locale and flow type. Fill in another host under Only From Hosts, and the event is skipped.',
    from: 'appcues-webhook',
    in: {
      ...appcues('flow_skipped', 'linus@example.com', { ...FLOW, flowType: 'journey', localeName: 'English' }),
      group_id: 'acme'
    },
    out: [tracks('linus@example.com', 'Flow Skipped', 'example-flow_skipped', FLOW_IN_HEAP)]
  },
  {
    id: 'form-submitted',
    title: 'Form submitted',
    description: 'The responses arrive as one property, Response, as JSON text.',
    from: 'appcues-webhook',
    in: appcues('form_submitted', 'ada@example.com', {
      ...FLOW,
      stepId: 'step-2',
      stepType: 'modal',
      interactionType: 'submit',
      interaction: {
        category: 'form',
        formId: 'form-7',
        response: [{ fieldId: 'role', label: 'Your role', value: 'Engineer' }]
      }
    }),
    out: [
      tracks('ada@example.com', 'Form Submitted', 'example-form_submitted', {
        ...FLOW_IN_HEAP,
        'Step ID': 'step-2',
        'Step Type': 'modal',
        'Interaction Type': 'submit',
        'Form ID': 'form-7',
        Category: 'form',
        Response: '[{"fieldId":"role","label":"Your role","value":"Engineer"}]'
      })
    ]
  },
  {
    id: 'anonymous',
    title: 'A visitor who is not logged in',
    description: 'Goes to Heap under an anonymous id, with text values only: that endpoint takes nothing else.',
    from: 'appcues-webhook',
    in: appcues('flow_started', 'anon:5b3c', FLOW),
    out: [
      {
        to: 'heapanalytics.com/api/integrations/track',
        body: {
          app_id: HEAP_APP,
          library: 'server',
          events: [
            {
              event: 'Flow Started',
              user_identifier: { anonymous_id: 'anon:5b3c' },
              custom_properties: { ...FLOW_IN_HEAP, 'Flow Version': '1768867200000' },
              idempotency_key: 'example-flow_started:Flow Started',
              timestamp: EXAMPLE_TIME
            }
          ]
        }
      }
    ]
  },
  {
    id: 'nobody',
    title: 'Rejected: a placeholder instead of an id',
    description:
      'Heap would permanently merge everyone who sends “undefined”. So the event is rejected, with the reason.',
    from: 'segment',
    in: {
      type: 'track',
      event: 'Flow Completed (Appcues)',
      messageId: 'example-nobody',
      userId: 'undefined',
      properties: FLOW
    },
    out: [],
    rejected: 'Identity'
  },
  {
    id: 'no-user',
    title: 'Rejected by the source: a webhook without a user',
    description: 'The source takes no event without a user ID: it answers 400, and nothing is sent.',
    from: 'appcues-webhook',
    in: appcues('flow_completed', '', FLOW),
    out: [],
    rejected: '"user_id"'
  },
  {
    id: 'unusable-score',
    title: 'Sent, but not whole',
    description:
      'A score that is not a number is omitted and named in the answer; the event is sent. The user properties, which would be its date alone, are rejected.',
    from: 'appcues-webhook',
    in: appcues('nps_score', 'linus@example.com', { score: 'nine' }),
    out: [tracks('linus@example.com', 'NPS Score Submitted', 'example-nps_score', NPS_IN_HEAP)],
    rejected: 'Properties'
  },
  {
    id: 'unknown',
    title: 'An event that is not in the catalog',
    description: 'The preset "Other Appcues events" sends it under its own name.',
    from: 'appcues-webhook',
    in: appcues('banner_dismissed', 'grace@example.com', { bannerName: 'Spring release' }),
    out: [
      tracks('grace@example.com', 'Banner Dismissed (Appcues)', 'example-banner_dismissed', {
        bannerName: 'Spring release'
      })
    ]
  },
  {
    id: 'segment-sync',
    title: 'Heap’s segment sync',
    description:
      'Two people joined a Heap segment, one left: Appcues gets the property “[Heap] Power users” and a segment of that name.',
    from: 'heap-segment-sync',
    in: {
      id_token: '7a36',
      action_type: 'segment.users.sync',
      customer_config: { fields: [] },
      data: {
        segment: { id: 1338065, name: 'Power users' },
        sync_info: { page_number: 1, total_pages: 1, sync_task_id: 'example' },
        add: [{ id: 'ada@example.com' }, { id: 'grace@example.com' }],
        remove: [{ id: 'linus@example.com' }]
      }
    },
    out: [
      {
        to: `${APPCUES}/import/profiles`,
        body: 'user_id,[Heap] Power users\r\nlinus@example.com,false\r\nada@example.com,true\r\ngrace@example.com,true\r\n'
      },
      {
        to: `${APPCUES}/segments`,
        body: {
          name: '[Heap] Power users',
          description:
            'Members of a Heap segment, kept by Segment, which sets the user property "[Heap] Power users" too. Do not change this: [heap-appcues:recurring:filled:heap/1338065:%5BHeap%5D Power users]'
        }
      },
      {
        to: `${APPCUES}/segments/:segment/add_user_ids`,
        body: { user_ids: ['ada@example.com', 'grace@example.com'] }
      },
      { to: `${APPCUES}/segments/:segment/remove_user_ids`, body: { user_ids: ['linus@example.com'] } }
    ]
  },
  {
    id: 'heap-event',
    title: 'Heap event webhook',
    description: 'Nothing is forwarded to Appcues until you choose it: add a mapping under Mappings.',
    from: 'heap-event-webhook',
    in: { event: 'Report Exported', identity: 'ada@example.com', event_id: 'example-export', format: 'CSV' },
    out: []
  },
  {
    id: 'segment-event',
    title: 'An event of Appcues’ own Segment integration',
    description: 'What the browser sends: camelCase, and the whole profile under “user”, which is never sent to Heap.',
    from: 'segment',
    in: {
      type: 'track',
      event: 'Flow Completed (Appcues)',
      messageId: 'example-browser-1',
      userId: 'ada@example.com',
      properties: { ...FLOW, user: { email: 'ada@example.com', plan: 'pro' } },
      context: { page: PAGE }
    },
    out: [tracks('ada@example.com', 'Flow Completed', 'example-browser-1', FLOW_IN_HEAP)]
  },
  {
    id: 'everything',
    title: 'Everything Appcues may send, in one event',
    description: 'Of all these values Heap gets the documented properties of the event, under their documented names.',
    from: 'segment',
    in: {
      type: 'track',
      event: 'Step Interacted (Appcues)',
      messageId: 'example-everything',
      userId: 'ada@example.com',
      timestamp: EXAMPLE_TIME,
      properties: everything,
      context: { page: PAGE }
    },
    out: [
      tracks('ada@example.com', 'Step Interacted', 'example-everything', {
        'Flow ID': 'flow-1',
        'Flow Name': 'Welcome tour',
        'Flow Version': 1773100000000,
        Timestamp: EXAMPLE_TIME,
        'Step Child ID': 'child-1',
        'Step Child Number': 2,
        'Step Type': 'modal',
        'Interaction Type': 'click',
        Interaction: everythingInHeap.Interaction,
        Category: 'link',
        Destination: 'https://app.example.com/start'
      })
    ]
  }
]

/** @throws TypeError when there is no such example */
export function exampleOf(id: string): EventExample {
  const example = examples.find((one) => one.id === id)
  if (!example) throw new TypeError(`There is no example "${id}".`)
  return example
}
