import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { SourceError } from '../shared/errors'
import { parseObject } from '../shared/json'
import { fitToSizeLimit } from '../shared/segment-call'
import { readSettings } from '../shared/settings'
import type { Receive } from '../shared/types'
import { settings } from './settings'
import { toCalls } from './to-calls'
import { verify } from './verify'

/** The one webhook of Heap's that this source takes: who entered a segment and who left, in pages. */
const ACTION = 'segment.users.sync'

/**
 * A page of Heap's segment sync as one membership event a person, at the time Heap signed it.
 *
 * @throws SourceError 403 without proof that it comes from Heap, 400 for a page that cannot be used, 500 for settings that contradict
 */
export const receive: Receive = (request, values, now, log = () => undefined) => {
  const signedAt = verify(request, readSettings(settings, values), now, log)
  const { action_type: action, data } = parseObject(request.body)
  if (typeof action !== 'string') {
    throw new SourceError('INVALID_PAYLOAD', `The field "action_type" is missing. A segment sync has "${ACTION}".`)
  }
  if (action !== ACTION) {
    log(`Skipped the webhook ${JSON.stringify(action.slice(0, 100))}: this source takes "${ACTION}".`)
    return []
  }
  const time = toIsoTime(signedAt, now) ?? new Date(now).toISOString()
  return toCalls(data, time, log).map((call) => fitToSizeLimit(call, log))
}
