import { join } from 'node:path'
import { Destination } from '@segment/actions-core'
import { definition } from '../../host/delivery/definition'
import type { Item } from '../../host/delivery/batches'
import { Pipeline } from '../../host/delivery/pipeline'
import type { Outcomes } from '../../host/delivery/pipeline'
import { automaticSubscriptions } from '../../host/delivery/subscription'
import type { RejectedRow } from '../../host/import/run-backfill'
import { ResultsFile } from '../../host/import/results-file'
import { CompletionTracker } from '../../host/import/completion-tracker'
import { ResumeFile } from '../../host/import/resume-file'
import { settings } from '../cases/workloads'
import { CHECKPOINT, crashAfter, isResumed, POLICY, REJECTS, rejectsOptions, TARGET } from './errand'
import type { Errand, Reached } from './errand'
import { AUDIENCES, changeOf, eventOf, firstChanges, NAMESAKES } from './memberships'
import type { Change, MembershipPlan } from './memberships'

const CHUNK = 500

/** Changes of the audiences as the platform delivers them: batches of one audience each, several in flight. */
export async function deliverChanges({ plan, folder, killAfter }: Errand & { plan: MembershipPlan }, reached: Reached) {
  const place = { input: `changes ${plan.seed} ${plan.changes}`, target: TARGET }
  const resumeFile = new ResumeFile('sync', { name: 'changes' }, folder)
  const from = isResumed(folder) ? resumeFile.load(place) : undefined
  const rejects = await ResultsFile.open<RejectedRow>(join(folder, REJECTS), rejectsOptions(from?.row))
  const tracker = new CompletionTracker(from?.row, from?.rejected)
  let retried = 0
  const crash = crashAfter(killAfter)
  const pipeline = audiencePipeline(
    ({ number }, outcomes) => {
      const reasons = outcomes.filter(({ outcome }) => outcome.kind === 'rejected').map(({ outcome }) => outcome.reason)
      if (reasons.length > 0) {
        rejects.add({ row: number, outcome: 'rejected', reasons })
        tracker.reject(number)
      }
      if (!outcomes.some(({ outcome }) => outcome.kind === 'failed')) tracker.settle(number)
      crash()
    },
    (items) => void (retried += items)
  )
  const checkpoint = (): void => {
    const mark = tracker.mark()
    resumeFile.save({ ...place, ...mark })
    reached(mark.row, retried)
  }
  const checkpoints = setInterval(checkpoint, CHECKPOINT)
  const reference = await connect()
  for (let n = (from?.row ?? 0) + 1; n <= plan.changes && !pipeline.signal.aborted; n += CHUNK) {
    const last = Math.min(plan.changes, n + CHUNK - 1)
    const changes = Array.from({ length: last - n + 1 }, (_, place) => changeOf(plan, n + place))
    const items = itemsOf(changes, reference, n)
    items.forEach(({ number }) => tracker.begin(number, 1))
    await pipeline.push(items)
  }
  await pipeline.finish()
  clearInterval(checkpoints)
  checkpoint()
  rejects.close()
  return pipeline.stopped
}

/**
 * The first batches of every audience, while another process delivers its own.
 *
 * @returns why some were not delivered; of two audiences that want one name, one may be rejected
 */
export async function deliverFirst(rival: number): Promise<string[]> {
  const changes = firstChanges(rival)
  const reasons = await deliverAll(changes, await connect())
  return reasons.filter((_reason, index) => !NAMESAKES.includes(changes[index].audience)).flat()
}

/** The batch of an audience that shares its name with another. Gives why it was not delivered, if so. */
export async function deliverNamesake(rival: number): Promise<string | undefined> {
  const changes = firstChanges(rival).filter(({ audience }) => NAMESAKES.includes(audience))
  return (await deliverAll(changes, '')).flat()[0]
}

/** Gives for each change why it was not delivered. */
async function deliverAll(changes: readonly Change[], reference: string): Promise<string[][]> {
  const reasons: string[][] = []
  const pipeline = audiencePipeline(({ number }, outcomes) => (reasons[number] = reasonsOf(outcomes)))
  await pipeline.push(itemsOf(changes, reference, 0))
  await pipeline.finish()
  return reasons
}

const reasonsOf = (outcomes: Outcomes): string[] =>
  outcomes.filter(({ outcome }) => outcome.kind !== 'delivered').map(({ outcome }) => outcome.reason)

const itemsOf = (changes: readonly Change[], reference: string, first: number): Item[] =>
  changes.map((change, place) => ({ number: first + place, event: eventOf(change, reference) }))

const audiencePipeline = (
  settled: (item: Item, outcomes: Outcomes) => void,
  retrying: (items: number) => void = () => undefined
) => new Pipeline({ definition, settings, subscriptions: subscriptions(), policy: POLICY, settled, retrying })

/** One mapping for each audience: the platform makes batches of one audience. */
function subscriptions() {
  const preset = automaticSubscriptions(definition).find(({ partnerAction }) => partnerAction === 'syncAudience')
  if (!preset) throw new TypeError('There is no preset for audiences any more.')
  return [...AUDIENCES, ...NAMESAKES].map(({ key, property }) => ({
    ...preset,
    name: property,
    subscribe: `type = "track" and properties.audience_key = "${key}"`
  }))
}

const MOST_ATTEMPTS = 20

/** Connects the audience that has a connection, however often it takes. */
async function connect(): Promise<string> {
  const [{ personas }] = AUDIENCES
  const input = { settings, audienceName: 'Power, "users"', personas }
  for (let attempt = 1; ; attempt++) {
    try {
      return (await new Destination(definition).createAudience(input as never)).externalId
    } catch (error) {
      if (attempt === MOST_ATTEMPTS) throw error
    }
  }
}
