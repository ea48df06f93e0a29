import type { DestinationDefinition, JSONLikeObject, RequestClient } from '@segment/actions-core'
import { MultiStatusResponse } from '@segment/actions-core'
import type { Answer } from '../../host/delivery/answer'

type Verdict = (id: string, attempt: number) => Answer | Error

/** A destination that answers as the test says, and remembers the batches it was given, by the events' ids. */
export function probeDestination(verdict: Verdict): { definition: DestinationDefinition; batches: string[][] } {
  const batches: string[][] = []
  const attempts = new Map<string, number>()
  const answerOf = (id: string): Answer => {
    attempts.set(id, (attempts.get(id) ?? 0) + 1)
    const answer = verdict(id, attempts.get(id) as number)
    if (answer instanceof Error) throw answer
    return answer
  }
  const performBatch = (_request: RequestClient, { payload }: { payload: { id: string }[] }): MultiStatusResponse => {
    batches.push(payload.map(({ id }) => id))
    const response = new MultiStatusResponse()
    for (const answer of payload.map(({ id }) => answerOf(id))) {
      if (answer.errormessage === undefined)
        response.pushSuccessResponse({ ...answer, sent: {}, body: (answer.body ?? {}) as JSONLikeObject })
      else response.pushErrorResponse({ ...answer, errormessage: answer.errormessage, sent: {}, body: {} })
    }
    return response
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
