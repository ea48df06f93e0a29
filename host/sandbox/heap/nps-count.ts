import type { HeapProperties } from './rules'

export interface NpsCount {
  answers: number
  promoters: number
  passives: number
  detractors: number
  /** Promoters less detractors, in percent of the answers, rounded; undefined without answers. */
  score?: number
}

const SCORE_EVENTS = new Set(['NPS Score Submitted', 'NPS Score (Appcues)'])

/** The score of an event that gives one. Text counts too: events of anonymous visitors reach Heap as text. */
export function npsScoreOf(event: string, properties: HeapProperties): number | undefined {
  if (!SCORE_EVENTS.has(event)) return undefined
  const given = properties['NPS Score'] ?? properties.score ?? ''
  const score = given === '' ? NaN : Number(given)
  return score >= 0 && score <= 10 ? score : undefined
}

/** Promoters give 9 or 10, passives 7 or 8, detractors less. */
export function npsCount(people: readonly { nps?: number }[]): NpsCount {
  const scores = people.flatMap(({ nps }) => (nps === undefined ? [] : [nps]))
  const answers = scores.length
  const promoters = scores.filter((score) => score >= 9).length
  const detractors = scores.filter((score) => score <= 6).length
  const counts = { answers, promoters, passives: answers - promoters - detractors, detractors }
  return answers === 0 ? counts : { ...counts, score: Math.round(((promoters - detractors) / answers) * 100) }
}
