import { asRecord, isRecord, withoutUndefined } from '../shared/json'
import type { Log, SegmentCall } from '../shared/types'
import { names } from './event-name'

/**
 * The calls one call of Appcues' becomes, with each answer in the event that the classic builder has for it. The newer
 * builder hides answers in a step interaction, which is sent as well; a score and feedback in one event are split.
 */
export function splitAnswers(call: SegmentCall, log: Log): SegmentCall[] {
  if (call.event === names.scoreAndFeedback) return splitScoreAndFeedback(call, log)
  if (call.event !== names.interaction) return [call]
  const data = asRecord(call.properties?.interactionData)
  return [call, ...surveyAnswers(call, data, log), ...formAnswers(call, data, log)]
}

function splitScoreAndFeedback(call: SegmentCall, log: Log): SegmentCall[] {
  const { score, feedback, ...common } = call.properties ?? {}
  const answers = npsCalls(call, common, score, [feedback], log)
  if (answers.length === 0) log('Skipped "nps_score_and_feedback": it has neither a usable score nor feedback.')
  return answers
}

/** Unverified: `interactionData.surveyResponses[]` with entries of the types "nps_score" and "nps_feedback", seen in third-party code. */
function surveyAnswers(call: SegmentCall, { surveyResponses }: Record<string, unknown>, log: Log): SegmentCall[] {
  const listed: unknown[] = Array.isArray(surveyResponses) ? surveyResponses : []
  const responses = listed
    .filter(isRecord)
    .map(({ type, value }) => ({ type: typeof type === 'string' ? type.toLowerCase() : '', value }))
  // A survey that was skipped has an entry of the type without a value.
  const score = responses.find(({ type }) => type === 'nps_score')
  const feedback = responses.filter(({ type }) => type.includes('feedback')).map(({ value }) => value)
  return npsCalls(call, {}, score && (score.value ?? ''), feedback, log)
}

function npsCalls(
  call: SegmentCall,
  common: Record<string, unknown>,
  given: unknown,
  words: readonly unknown[],
  log: Log
): SegmentCall[] {
  const score = toScore(given)
  if (score === undefined && given !== undefined) {
    log('Omitted an NPS score: it is not a whole number from 0 to 10.')
  }
  const feedback = words.find((each) => typeof each === 'string' && each.trim() !== '')
  return [
    ...(score === undefined ? [] : [answer(call, 'score', names.score, { ...common, score })]),
    ...(feedback === undefined ? [] : [answer(call, 'feedback', names.feedback, { ...common, feedback })])
  ]
}

function toScore(value: unknown): number | undefined {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  return /^(\d|10)(\.0+)?$/.test(text) ? Number(text) : undefined
}

const answer = (
  call: SegmentCall,
  suffix: string,
  event: string | undefined,
  properties: Record<string, unknown>
): SegmentCall => ({ ...call, messageId: `${call.messageId}:${suffix}`, event, properties })

/**
 * A form of the newer builder (unverified: `interactionData.formResponse[]`), as the classic builder would have sent it: one
 * event for the form and one for each of its fields. The experience is what the classic builder calls a flow, so that one
 * chart by Flow Name and Label shows the answers of both builders.
 */
function formAnswers(call: SegmentCall, { formResponse }: Record<string, unknown>, log: Log): SegmentCall[] {
  if (formResponse === undefined) return []
  const listed: unknown[] = Array.isArray(formResponse) ? formResponse : []
  const response = listed.filter(isRecord)
  if (response.length === 0) {
    log('Omitted the answers of a form: "interactionData.formResponse" is not a list of fields.')
    return []
  }
  const experience = { ...call.properties, interactionData: undefined }
  const { experienceId, experienceName, version } = call.properties ?? {}
  const flow = { flowId: experienceId, flowName: experienceName, flowVersion: version }
  const common = withoutUndefined({ ...experience, ...flow, interactionType: 'submit' })
  const withInteraction = (interaction: object): Record<string, unknown> => ({
    ...common,
    interaction: { category: 'form', ...interaction }
  })
  return [
    answer(call, 'form', names.form, withInteraction({ response })),
    ...response.map((field, n) => answer(call, `form:${n}`, names.formField, withInteraction(field)))
  ]
}
