import { sources } from '../../src/sources'
import { deliveries, SIGNED_AT } from '../data/webhooks'
import type { Case } from './case'

/** So many deliveries are made beforehand, signatures and all, and given over and over. */
const DIFFERENT = 200

/** A source's core, verification included; what counts as one is a delivery. */
export async function receiving(name: string, count: number): Promise<Case> {
  const { source, settings, eventsEach, request } = deliveries[name]
  const requests = Array.from({ length: DIFFERENT }, (_, n) => request(n))
  return {
    run: async () => {
      for (let n = 0; n < count; n++) {
        const calls = sources[source].receive(requests[n % DIFFERENT], settings, SIGNED_AT)
        if (calls.length !== eventsEach) throw new TypeError(`${name} made ${calls.length} calls.`)
      }
      return count
    }
  }
}
