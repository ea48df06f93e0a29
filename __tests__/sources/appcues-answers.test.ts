import { appcuesWebhook } from '../../src/sources/appcues-webhook'
import { requestOf, run } from './support/run'

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
    ['9.0', 9]
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
