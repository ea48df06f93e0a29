import { events } from '../../src/destinations/heap-appcues/catalog'
import { appcuesWebhook } from '../../src/sources/appcues-webhook'
import { rejection, requestOf, run } from './support/run'

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
