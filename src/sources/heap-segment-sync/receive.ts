import { toIsoTime } from '../../destinations/heap-appcues/shared/time'
import { fitToSizeLimit } from '../shared/fit-call'
import { parseObject } from '../shared/parse-object'
import { readSettings } from '../shared/settings'
import { SourceError } from '../shared/errors'
import type { Receive } from '../shared/types'
import { membershipCall } from './membership-call'
import { settings } from './settings'
import { readSyncPage } from './read-sync-page'
import { verify } from './verify'

/** The one webhook of Heap's that this source takes: who entered a segment and who left, in pages. */
const ACTION = 'segment.users.sync'

/**
 * A page of Heap's segment sync as one membership event a person, at the time Heap signed it.
 *
 * @throws SourceRefusal 403 without proof that it comes from Heap, 400 for a page nobody can use, 500 for settings that cannot be read
 */
export const receive: Receive = (request, values, now, note = () => undefined) => {
  const hash = verify(request, readSettings(settings, values), now, note)
  const { action_type: action, data } = parseObject(request.body)
  if (typeof action !== 'string') {
    throw new SourceError('INVALID_PAYLOAD', `The field "action_type" is missing: a segment sync says "${ACTION}".`)
  }
  if (action !== ACTION) {
    note(`Ignored the webhook "${action}": this source takes "${ACTION}".`)
    return []
  }
  const page = readSyncPage(data, note)
  const time = toIsoTime(hash?.signedAt) ?? new Date(now).toISOString()
  return [...page.members].map(([userId, isMember]) =>
    fitToSizeLimit(membershipCall(page, userId, isMember, time), note)
  )
}
