import { appcuesWebhook } from '../../src/sources/appcues-webhook'
import { rejection, requestOf, run } from './support/run'
import { events } from '../../src/destinations/heap-appcues/catalog'

const INTERACTION = {
  id: 'delivery-9',
  name: 'appcues:v2:step_interaction',
  user_id: 'u1',
  timestamp: 1773181316123,
  context: { url: 'https://app.example.com' }
}

const received = (data: unknown, change: Record<string, unknown> = {}): ReturnType<typeof run> =>
  run(
    appcuesWebhook.receive,
    requestOf({ ...INTERACTION, attributes: { experienceId: 'e1', interactionData: data }, ...change })
  )
const answersTo = (...surveyResponses: unknown[]): unknown[] =>
  received({ surveyResponses })
    .calls.slice(1)
    .map(({ messageId, event, properties }) => [messageId, event, properties])

const score = (value: number): unknown[] => ['delivery-9:score', 'NPS Score (Appcues)', { score: value }]
const feedback = (value: string): unknown[] => ['delivery-9:feedback', 'NPS Feedback (Appcues)', { feedback: value }]

describe('the answer to a newer survey', () => {
  it('is found among responses that are none', () => {
    expect(answersTo(null, 'nps_score', 7, [], { type: 'nps_score', value: 9 }, undefined)).toStrictEqual([score(9)])
  })

  it('is split into the interaction, the score and the words, each with all that belongs to the moment', () => {
    const data = {
      category: 'survey',
      surveyResponses: [
        { type: 'nps_score', value: '9' },
        { type: 'nps_feedback', value: 'Great!' }
      ]
    }
    const common = {
      type: 'track',
      userId: 'u1',
      timestamp: '2026-03-10T22:21:56.123Z',
      context: {
        page: { url: 'https://app.example.com' },
        integration: { name: 'Appcues', source: 'appcues-webhook' }
      },
      integrations: { Appcues: false, 'Appcues (Actions)': false }
    }
    expect(received(data).calls).toStrictEqual([
      {
        ...common,
        messageId: 'delivery-9',
        event: 'Experience Step Interaction (Appcues)',
        properties: { experienceId: 'e1', interactionData: data }
      },
      { ...common, messageId: 'delivery-9:score', event: 'NPS Score (Appcues)', properties: { score: 9 } },
      {
        ...common,
        messageId: 'delivery-9:feedback',
        event: 'NPS Feedback (Appcues)',
        properties: { feedback: 'Great!' }
      }
    ])
  })

  it('is found in snake_case too', () => {
    const attributes = { interaction_data: { survey_responses: [{ type: 'nps_score', value: 3 }] } }
    expect(received(undefined, { attributes }).calls.map((call) => call.event)).toStrictEqual([
      'Experience Step Interaction (Appcues)',
      'NPS Score (Appcues)'
    ])
  })

  it.each([
    [0, 0],
    [10, 10],
    ['0', 0],
    [' 10 ', 10],
    ['9.0', 9],
    ['9.00', 9]
  ])('gives the score %p as the number %p', (value, number) => {
    expect(answersTo({ type: 'nps_score', value })).toStrictEqual([score(number)])
  })

  it.each([[11], [-1], [7.5], ['7.5'], [''], [' '], ['nine'], [null], [undefined], [{}], [[9]], [true]])(
    'makes no call of the score %p, and says so',
    (value) => {
      const { calls, notes } = received({ surveyResponses: [{ type: 'nps_score', value }] })
      expect(calls).toHaveLength(1)
      expect(notes[1]).toBe('Omitted an NPS score: it is not a whole number from 0 to 10.')
    }
  )

  it.each(['nps_feedback', 'feedback', 'NPS_FEEDBACK', 'open_feedback_text'])('takes the words of a %s', (type) => {
    expect(answersTo({ type, value: 'ok' })).toStrictEqual([feedback('ok')])
  })

  it.each([[''], ['  '], [5], [null], [{}]])('makes no call of the words %p', (value) => {
    expect(answersTo({ type: 'nps_feedback', value })).toStrictEqual([])
  })

  it('takes the first words that are there', () => {
    const empty = { type: 'feedback', value: '' }
    expect(answersTo(empty, { type: 'feedback', value: 'a' }, { type: 'feedback', value: 'b' })).toStrictEqual([
      feedback('a')
    ])
  })

  it.each([
    [{ type: 'nps_scores', value: 9 }],
    [{ type: 'score', value: 9 }],
    [{ type: 5, value: 9 }],
    [{ value: 9 }],
    ['nps_score'],
    [null]
  ])('is not %j', (response) => {
    const { calls, notes } = received({ surveyResponses: [response] })
    expect(calls).toHaveLength(1)
    expect(notes).toHaveLength(1)
  })

  it.each([[undefined], ['text'], [{}], [{ surveyResponses: {} }], [{ surveyResponses: 'nps_score' }]])(
    'is not in %j',
    (data) => {
      expect(received(data).calls).toHaveLength(1)
    }
  )

  it.each(['appcues:v2:step_seen', 'appcues:step_interacted'])(
    'is looked for in interactions only, not in %s',
    (name) => {
      const data = { surveyResponses: [{ type: 'nps_score', value: 9 }] }
      expect(received(data, { name }).calls).toHaveLength(1)
    }
  )

  it('keeps its ids apart without a delivery id', () => {
    const data = { surveyResponses: [{ type: 'nps_score', value: 9 }] }
    const [interaction, answer] = received(data, { id: undefined }).calls
    expect(answer.messageId).toBe(`${interaction.messageId}:score`)
  })
})

describe('a form of the newer builder', () => {
  const FIELD = { fieldId: 'f1', fieldType: 'textInput', fieldRequired: true, label: 'Why?', value: 'Great' }
  const experience = { experienceId: 'e1', flowId: 'e1', interactionType: 'submit' }

  it('is one event, and one more for each of its fields, in the classic builder’s shape', () => {
    const formResponse = [FIELD, { fieldId: 'f2', label: 'Left open' }]
    const { calls, notes } = received({ formResponse })
    expect(calls.slice(1).map(({ messageId, event, properties }) => [messageId, event, properties])).toStrictEqual([
      [
        'delivery-9:form',
        'Form Submitted (Appcues)',
        { ...experience, interaction: { category: 'form', response: formResponse } }
      ],
      [
        'delivery-9:form:0',
        'Form Field Submitted (Appcues)',
        { ...experience, interaction: { category: 'form', ...FIELD } }
      ],
      [
        'delivery-9:form:1',
        'Form Field Submitted (Appcues)',
        { ...experience, interaction: { category: 'form', fieldId: 'f2', label: 'Left open' } }
      ]
    ])
    expect(notes).toHaveLength(1)
  })

  it('says which flow it is of', () => {
    const attributes = {
      ...{ experienceId: 'e1', experienceName: 'Survey', version: 7, stepId: 's1', stepType: 'modal' },
      ...{ interactionType: 'Form Submitted', interactionData: { formResponse: [FIELD] } }
    }
    expect(received(undefined, { attributes }).calls[1].properties).toStrictEqual({
      ...{ experienceId: 'e1', experienceName: 'Survey', version: 7, stepId: 's1', stepType: 'modal' },
      ...{ flowId: 'e1', flowName: 'Survey', flowVersion: 7, interactionType: 'submit' },
      interaction: { category: 'form', response: [FIELD] }
    })
  })

  it('is found in JSON in a text, as a warehouse keeps it', () => {
    const data = JSON.stringify({ formResponse: [{ ...FIELD, _identity: 1 }] })
    expect(received(data).calls[2].properties).toStrictEqual({
      ...experience,
      interaction: { category: 'form', ...FIELD }
    })
  })

  it('may come with the answers to a survey', () => {
    const data = { surveyResponses: [{ type: 'nps_score', value: 9 }], formResponse: [FIELD] }
    expect(received(data).calls.map(({ messageId }) => messageId)).toStrictEqual([
      'delivery-9',
      'delivery-9:score',
      'delivery-9:form',
      'delivery-9:form:0'
    ])
  })

  it('is found in snake_case too, among entries that are none', () => {
    const attributes = { interaction_data: { form_response: [null, 'x', [], { field_id: 'f1', value: 9 }] } }
    expect(received(undefined, { attributes }).calls.map(({ messageId }) => messageId)).toStrictEqual([
      'delivery-9',
      'delivery-9:form',
      'delivery-9:form:0'
    ])
  })

  it.each([[{}], ['text'], [[]], [[1]], [5]])('is omitted, and named, where it is %j', (formResponse) => {
    const { calls, notes } = received({ formResponse })
    expect(calls).toHaveLength(1)
    expect(notes.slice(1)).toStrictEqual([
      'Omitted the answers of a form: "interactionData.formResponse" is not a list of fields.'
    ])
  })

  it('carries nothing of a profile in its answers', () => {
    const formResponse = [{ ...FIELD, _identity: { email: 'a' }, user: 'b' }]
    expect(received({ formResponse }).calls[2].properties).toStrictEqual({
      ...experience,
      interaction: { category: 'form', ...FIELD }
    })
  })
})

describe('a score and feedback in one event', () => {
  const split = (attributes: object, name = 'appcues:nps_score_and_feedback') => {
    const { calls, notes } = received(undefined, { name, attributes })
    return [calls.map(({ messageId, properties }) => [messageId, properties]), notes.slice(1)]
  }
  const UNUSABLE = 'Omitted an NPS score: it is not a whole number from 0 to 10.'

  it.each(['appcues:nps_score_and_feedback', 'nps_score_and_feedback', 'NPS Score And Feedback (Appcues)'])(
    'are two events, by the name %s',
    (name) => {
      expect(split({ score: '0', feedback: 'Too slow', flowId: 'f1' }, name)).toStrictEqual([
        [
          ['delivery-9:score', { flowId: 'f1', score: 0 }],
          ['delivery-9:feedback', { flowId: 'f1', feedback: 'Too slow' }]
        ],
        []
      ])
    }
  )

  it.each([
    [{ score: 9 }, [['delivery-9:score', { score: 9 }]], []],
    [{ score: 9, feedback: ' ' }, [['delivery-9:score', { score: 9 }]], []],
    [{ feedback: 'Nice' }, [['delivery-9:feedback', { feedback: 'Nice' }]], []],
    [{ score: 11, feedback: 'Nice' }, [['delivery-9:feedback', { feedback: 'Nice' }]], [UNUSABLE]],
    [{}, [], ['Skipped "nps_score_and_feedback": it has neither a usable score nor feedback.']],
    [{ score: 'x' }, [], [UNUSABLE, 'Skipped "nps_score_and_feedback": it has neither a usable score nor feedback.']]
  ])('are what is there of them: %j', (attributes, calls, notes) => {
    expect(split(attributes)).toStrictEqual([calls, notes])
  })
})

describe('delivery', () => {
  const REST = 'only what the browser integration leaves out'

  const received = (
    name: string,
    attributes: Record<string, unknown> = {},
    settings: Record<string, unknown> = { deliver: REST }
  ): ReturnType<typeof run> =>
    run(appcuesWebhook.receive, requestOf({ id: 'd1', name, user_id: 'u1', attributes }), settings)

  const isClassic = (id: string): boolean => !id.startsWith('v2:')

  describe('the choice "only what the browser integration leaves out"', () => {
    it.each([
      ...events.map((row) => row.id).filter(isClassic),
      'v2:experience_started',
      'v2:experience_skipped',
      'v2:experience_dismissed',
      'v2:experience_error'
    ])('leaves appcues:%s to the browser, with a word in the log', (id) => {
      const { calls, notes } = received(`appcues:${id}`)
      expect(calls).toStrictEqual([])
      expect(notes[1]).toMatch(
        `Skipped "appcues:${id}": Appcues’ browser integration sends it, and Deliver is set to what that leaves out.`
      )
    })

    it.each([
      'v2:experience_completed',
      'v2:step_seen',
      'v2:step_completed',
      'v2:step_interaction',
      'v2:experience_recovered',
      'flow_error',
      'step_child_activated',
      'nps_survey_error',
      'email_opened',
      'push_sent',
      'workflow_started',
      'banner_dismissed',
      'pin_interacted',
      'flowchart_shown'
    ])('delivers appcues:%s', (id) => {
      expect(received(`appcues:${id}`).calls).toHaveLength(1)
    })

    it('delivers the NPS answers of newer surveys', () => {
      const interactionData = { surveyResponses: [{ type: 'nps_score', value: 9 }] }
      expect(received('appcues:v2:step_interaction', { interactionData }).calls).toHaveLength(2)
    })

    it.each(['experienceType', 'experience_type'])('delivers what a mobile SDK sent, by %s', (key) => {
      expect(received('appcues:v2:experience_started', { [key]: 'mobile' }).calls).toHaveLength(1)
      expect(received('appcues:v2:experience_started', { [key]: 'web' }).calls).toHaveLength(0)
    })

    it.each(['flow_started', 'Flow Started (Appcues)'])('knows %s as the event it is', (name) => {
      expect(received(name).calls).toHaveLength(0)
    })

    it('knows a newer event without the prefix', () => {
      expect(received('v2:experience_started').calls).toHaveLength(0)
      expect(received('v2:step_error').calls).toHaveLength(1)
    })
  })

  describe('the choice "everything"', () => {
    it.each([[undefined], [''], ['everything'], [' Everything ']])('is the one of %p', (deliver) => {
      expect(received('appcues:flow_started', {}, { deliver }).calls).toHaveLength(1)
    })

    it('is not the one of a word that is neither', () => {
      expect(() => received('appcues:flow_started', {}, { deliver: 'nothing' })).toThrow(
        rejection(
          'MISCONFIGURED',
          'The setting Deliver is "nothing": enter "everything" or "only what the browser integration leaves out".'
        )
      )
    })
  })
})
