import type { Answer } from './answer'
import { isRetryable } from '../../src/destinations/heap-appcues/shared/http'
import { isCredentials } from './answer'
import type { Item } from './item'
import type { Send } from './sender'
import { statusOf } from './sender'
import type { Subscription } from './subscription'

/**
 * The answer for each item of a batch, also where the action throws: what it throws for one monster of an event must not
 * cost the others, so a batch that fails as a whole and would fail again is sent one by one.
 */
export async function answersOf(subscription: Subscription, items: readonly Item[], send: Send): Promise<Answer[]> {
  try {
    return await send(
      subscription,
      items.map(({ event }) => event)
    )
  } catch (error) {
    const answer = { status: statusOf(error), errormessage: error instanceof Error ? error.message : String(error) }
    if (items.length === 1 || isRetryable(answer.status) || isCredentials(answer.status)) return items.map(() => answer)
  }
  const answers: Answer[] = []
  for (const item of items) answers.push(...(await answersOf(subscription, [item], send)))
  return answers
}
