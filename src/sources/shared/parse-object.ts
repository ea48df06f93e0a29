import { isRecord } from './is-record'
import { LONGEST_BODY } from './longest-body'
import { parseJson } from './parse-json'
import { SourceError } from './errors'

/** The JSON object a body holds, with or without a byte order mark. Refuses everything else in words. */
export function parseObject(body: string): Record<string, unknown> {
  const text = body.replace(/^\uFEFF/, '')
  if (text.trim() === '') throw refusal('is empty')
  if (text.length > LONGEST_BODY) throw refusal(`has ${text.length} characters; ${LONGEST_BODY} are read`)
  const value = parseJson(text)
  if (value === undefined) throw refusal('is not JSON')
  if (!isRecord(value)) throw refusal('is JSON, but not an object')
  return value
}

const refusal = (what: string): SourceError =>
  new SourceError('INVALID_PAYLOAD', `The webhook’s body ${what}: send one JSON object.`)
