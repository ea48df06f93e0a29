import type { ExampleView, PresetView } from '../../server/api-types'

/** An event as it reaches Segment, with something at every place that presets look at. */
const EVERYTHING = {
  flowId: '-NkWelcome001',
  flowName: 'Welcome tour',
  flowVersion: 1768867200000,
  stepId: 'step-2',
  stepType: 'modal',
  stepChildId: 'child-1',
  stepChildNumber: 0,
  interactionType: 'click',
  interaction: { category: 'button', destination: 'https://app.example.com/reports', formId: 'form-7' },
  fieldId: 'role',
  label: 'Your role',
  value: 'Engineer',
  score: 9,
  feedback: 'The tour saved me an hour.',
  checklistId: 'checklist-1',
  checklistName: 'First steps',
  itemId: 'item-1',
  itemLabel: 'Invite a teammate',
  itemIndex: 0,
  experimentId: 'experiment-1',
  group: 'exposed',
  experienceId: 'c0ffee00-0001',
  experienceName: 'Quarterly survey',
  experienceType: 'modal',
  stepIndex: '0,0',
  message: 'The selector was not found.'
}

/** The examples to try a preset on: first one that is made for its trigger, where that names an event. */
export function exampleFor({ trigger, name }: PresetView, examples: readonly ExampleView[]): ExampleView[] {
  const event = /event = "([^"]+)"/.exec(trigger ?? '')?.[1]
  if (event === undefined) return [...examples]
  const own: ExampleView = {
    id: 'own',
    title: `${name}, with everything Appcues may send`,
    teaches: '',
    as: 'segment',
    body: {
      type: 'track',
      event,
      messageId: 'example-1',
      userId: 'ada@example.com',
      timestamp: '2026-03-10T22:21:56.000Z',
      properties: EVERYTHING,
      context: { page: { url: 'https://app.example.com/home', title: 'Home – Tidyboard' } }
    }
  }
  return [own, ...examples]
}
