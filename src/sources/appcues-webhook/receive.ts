import { parseObject } from '../shared/json'
import { readSettings } from '../shared/settings'
import type { Receive } from '../shared/types'
import { readDelivery } from './read-delivery'
import { settings } from './settings'
import { toCalls } from './to-calls'
import { verify } from './verify'

/**
 * An Appcues webhook as Segment calls: the client-side name (`Flow Started (Appcues)`), camelCase properties, the person, the page,
 * the original time, and a message id that is the same on every redelivery.
 *
 * @throws SourceError 403 without proof that it comes from Appcues, 400 for an event that cannot be used, 500 for settings that contradict
 */
export const receive: Receive = (request, values, now, log = () => undefined) => {
  const read = readSettings(settings, values)
  verify(request, read, now, log)
  return toCalls(readDelivery(parseObject(request.body)), { ...read, now }, log)
}
