import { findEvent } from '../../destinations/heap-appcues/catalog'
import { asRecord } from '../shared/as-record'
import { isRecord } from '../shared/is-record'
import type { Log, SegmentCall } from '../shared/types'

/** The only event that carries the answers of the newer builder's surveys. */
const INTERACTION = nameOf('v2:step_interaction')

/**
 * The NPS answers in a step interaction of the newer builder (M: `interactionData.surveyResponses[]`), each as the call that the
 * older survey would have made: the score as a number, and the words.
 */
export function npsAnswers(call: SegmentCall, note: Log): SegmentCall[] {
  if (call.event !== INTERACTION) return []
  const responses = surveyResponses(call.properties)
  const score = scoreIn(responses, note)
  const feedback = feedbackIn(responses)
  return [
    ...(score === undefined ? [] : [answer(call, 'nps_score', 'score', score)]),
    ...(feedback === undefined ? [] : [answer(call, 'nps_feedback', 'feedback', feedback)])
  ]
}

function nameOf(id: string): string | undefined {
  return findEvent(id)?.clientName
}

const answer = (call: SegmentCall, id: string, key: string, value: string | number): SegmentCall => ({
  ...call,
  messageId: `${call.messageId}:${key}`,
  event: nameOf(id),
  properties: { [key]: value }
})

interface Response {
  type: string
  value: unknown
}

function surveyResponses(properties: SegmentCall['properties']): Response[] {
  const listed = asRecord(properties?.interactionData).surveyResponses
  const responses: unknown[] = Array.isArray(listed) ? listed : []
  return responses
    .filter(isRecord)
    .map(({ type, value }) => ({ type: typeof type === 'string' ? type.toLowerCase() : '', value }))
}

function scoreIn(responses: readonly Response[], note: Log): number | undefined {
  const given = responses.find(({ type }) => type === 'nps_score')
  if (!given) return undefined
  const text = typeof given.value === 'string' || typeof given.value === 'number' ? String(given.value).trim() : ''
  if (/^(\d|10)$/.test(text)) return Number(text)
  note('Left an NPS score out: it is no whole number from 0 to 10. The interaction itself is passed on.')
  return undefined
}

const feedbackIn = (responses: readonly Response[]): string | undefined =>
  responses
    .filter(({ type }) => type.includes('feedback'))
    .map(({ value }) => value)
    .find((value): value is string => typeof value === 'string' && value.trim() !== '')
