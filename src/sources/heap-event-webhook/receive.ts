import { parseObject } from '../shared/json'
import { fitToSizeLimit } from '../shared/segment-call'
import { readSettings } from '../shared/settings'
import type { Receive } from '../shared/types'
import { settings } from './settings'
import { toCalls } from './to-calls'
import { verify } from './verify'

/**
 * A webhook of Heap's for one event as one Segment call. There are no types to tell apart: what has a name and a person is an
 * event.
 *
 * @throws SourceError 403 without the credentials, 400 for an event without name or person, 500 for half of a credential
 */
export const receive: Receive = (request, values, now, log = () => undefined) => {
  const read = readSettings(settings, values)
  verify(request, read, log)
  return toCalls(parseObject(request.body), read, now).map((call) => fitToSizeLimit(call, log))
}
