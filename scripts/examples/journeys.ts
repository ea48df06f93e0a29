import type { Scene, Values } from './scene'
import { answers, checklist, experiences, experiment, feedback } from './product'
import type { Flow, Step } from './product'

/** A flow from its first event to its last, in the order that Appcues' glossary gives. */
export function flowJourney(scene: Scene, flow: Flow): void {
  const base: Values = { flow_id: flow.id, flow_name: flow.name, flow_version: flow.version }
  const stepOf = (step: Step): Values => ({ ...base, step_id: step.id, step_type: step.type })
  if (scene.random.chance(0.04)) {
    scene.happen('step_aborted', stepOf(flow.steps[0]))
    return scene.happen('flow_aborted', base)
  }
  scene.happen('flow_started', base)
  for (const step of flow.steps) {
    scene.happen('step_started', stepOf(step))
    if (scene.random.chance(0.15)) {
      scene.happen('step_skipped', stepOf(step))
      return scene.happen('flow_skipped', base)
    }
    if (step.form) fillForm(scene, stepOf(step), step)
    else if (scene.random.chance(0.6)) click(scene, stepOf(step), step)
    scene.happen('step_completed', stepOf(step))
  }
  scene.happen('flow_completed', base)
}

function click(scene: Scene, values: Values, step: Step): void {
  const interaction = { category: step.destination ? 'link' : 'button', element: 'a', destination: step.destination }
  scene.happen('step_interacted', { ...values, ...childOf(step), interaction_type: 'click', interaction })
}

function fillForm(scene: Scene, values: Values, { form = [], ...step }: Step): void {
  const formId = `form-${step.id}`
  const response = form.map((label, index) => ({
    fieldId: `${formId}-${index + 1}`,
    fieldType: 'text',
    label,
    value: scene.random.pick(answers[label])
  }))
  const submitted = { ...values, interaction_type: 'submit' }
  scene.happen('step_interacted', { ...submitted, ...childOf(step), interaction: { category: 'form', formId } })
  scene.happen('form_submitted', submitted, { interaction: { category: 'form', formId, response } })
  for (const field of response)
    scene.happen('form_field_submitted', submitted, { interaction: { category: 'form', formId, ...field } })
}

const childOf = (step: Step): Values => ({ step_child_id: `${step.id}-0`, step_child_number: 0 })

/** The older survey, with its dialog's ways out. */
export function surveyJourney(scene: Scene): void {
  scene.happen('nps_survey_started', {})
  if (scene.random.chance(0.15))
    return scene.happen('nps_ask_me_later_selected_at', {}, { askMeLaterSelectedAt: scene.time })
  const score = scoreOf(scene)
  if (scene.random.chance(0.15))
    scene.happen('nps_clicked_update_nps_score', { nps_score: score }, { clickedUpdateNPSScore: scene.time })
  scene.happen('nps_score', { nps_score: score })
  if (scene.random.chance(0.5)) scene.happen('nps_feedback', { nps_feedback: scene.random.pick(feedback) })
}

/** More promoters than not, as surveys in an application have them. */
const scoreOf = ({ random }: Scene): number => (random.chance(0.6) ? random.between(8, 10) : random.between(0, 8))

export function checklistJourney(scene: Scene): void {
  const base: Values = { checklist_id: checklist.id, checklist_name: checklist.name }
  scene.happen('checklist_shown', base)
  if (scene.random.chance(0.1)) return scene.happen('checklist_skipped', base)
  for (const [index, item] of checklist.items.entries()) {
    const values = { ...base, item_id: item.id, item_label: item.label, item_index: index }
    scene.happen('checklist_item_started', values)
    if (scene.random.chance(0.15)) return scene.happen('checklist_dismissed', base)
    scene.wait(scene.random.between(60, 900))
    scene.happen('checklist_item_completed', values)
  }
  scene.happen('checklist_completed', base)
}

export function experimentJourney(scene: Scene): void {
  scene.happen('experiment_entered', { experiment_id: experiment.id, group: scene.random.pick(experiment.groups) })
}

/** The newer builder: its survey hides the score among the interaction's data. */
export function experienceJourney(scene: Scene): void {
  const { id, name, type } = scene.random.pick(experiences)
  const base: Values = { experience_id: id, experience_name: name, experience_type: type }
  const step: Values = { ...base, step_id: `${id.slice(-4)}-1`, step_type: 'modal', step_index: '0,0' }
  const instance = { experienceInstanceId: `i-${id.slice(-2)}-${scene.time}`, version: 3 }
  scene.happen('v2:experience_started', base, instance)
  if (scene.random.chance(0.05)) {
    return scene.happen(
      'v2:experience_error',
      { ...base, message: 'The element to point at is not on the page.' },
      instance
    )
  }
  scene.happen('v2:step_seen', step, instance)
  if (name.startsWith('How likely')) answerSurvey(scene, step, instance)
  else if (scene.random.chance(0.7)) pressButton(scene, step, instance)
  if (scene.random.chance(0.2)) return scene.happen('v2:experience_dismissed', base, instance)
  if (scene.random.chance(0.1)) return scene.happen('v2:experience_skipped', base, instance)
  scene.happen('v2:step_completed', step, instance)
  scene.happen('v2:experience_completed', base, instance)
}

function answerSurvey(scene: Scene, step: Values, instance: Record<string, unknown>): void {
  const surveyResponses = [
    { type: 'nps_score', value: String(scoreOf(scene)) },
    ...(scene.random.chance(0.5) ? [{ type: 'nps_feedback', value: scene.random.pick(feedback) }] : [])
  ]
  const interactionData = { category: 'form', surveyResponses }
  scene.happen('v2:step_interaction', { ...step, interaction_type: 'Form Submitted' }, { ...instance, interactionData })
}

function pressButton(scene: Scene, step: Values, instance: Record<string, unknown>): void {
  const interactionData = { category: 'link', destination: 'https://app.example.com/boards', text: 'Show me' }
  scene.happen('v2:step_interaction', { ...step, interaction_type: 'Button Tapped' }, { ...instance, interactionData })
}
