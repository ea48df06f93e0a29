import type { DestinationDefinition, JSONLikeObject, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse } from '@segment/actions-core'
import type { EventResponse } from '../../host/delivery/outcome'

type Verdict = (id: string, attempt: number) => EventResponse | Error

/** A destination that answers as the test says, and remembers the batches it was given, by the events' ids. */
export function probeDestination(verdict: Verdict): { definition: DestinationDefinition; batches: string[][] } {
  const batches: string[][] = []
  const attempts = new Map<string, number>()
  const responseOf = (id: string): EventResponse => {
    attempts.set(id, (attempts.get(id) ?? 0) + 1)
    const response = verdict(id, attempts.get(id) as number)
    if (response instanceof Error) throw response
    return response
  }
  const performBatch = (_request: RequestClient, { payload }: { payload: { id: string }[] }): MultiStatusResponse => {
    batches.push(payload.map(({ id }) => id))
    const multistatus = new MultiStatusResponse()
    for (const response of payload.map(({ id }) => responseOf(id))) {
      if (response.errormessage === undefined)
        multistatus.pushSuccessResponse({ ...response, sent: {}, body: (response.body ?? {}) as JSONLikeObject })
      else multistatus.pushErrorResponse({ ...response, errormessage: response.errormessage, sent: {}, body: {} })
    }
    return multistatus
  }
  const fields = { id: { label: 'Id', description: 'The id.', type: 'string' as const } }
  const action = { title: 'Probe', description: 'Answers as told.', fields, perform: () => undefined, performBatch }
  return { definition: { name: 'Probe', mode: 'cloud', actions: { probe: action } }, batches }
}

/** Takes the events of one name. */
export const probeSubscription = (event: string) => ({
  name: `Probe ${event}`,
  subscribe: `type = "track" and event = "${event}"`,
  partnerAction: 'probe',
  mapping: { id: { '@path': '$.messageId' } }
})
