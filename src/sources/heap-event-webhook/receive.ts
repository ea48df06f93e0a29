import { fitToSizeLimit } from '../shared/fit-call'
import { parseObject } from '../shared/parse-object'
import { readSettings } from '../shared/settings'
import type { Receive } from '../shared/types'
import { settings } from './settings'
import { toCall } from './to-call'
import { verify } from './verify'

/**
 * A webhook of Heap's for one event as one Segment call. There are no types to tell apart: what has a name and a person is an
 * event.
 *
 * @throws SourceRefusal 403 without the credentials, 400 for an event without name or person, 500 for half of a credential
 */
export const receive: Receive = (request, values, _now, note = () => undefined) => {
  const fields = readSettings(settings, values)
  verify(request, fields, note)
  return [fitToSizeLimit(toCall(parseObject(request.body), fields), note)]
}
