import { randomUUID } from 'node:crypto'
import { Destination } from '@segment/actions-core'
import type { Members } from '../../input/read-members'
import type { AudienceView, SyncPlan } from '../api-types'
import type { DeliveryEngine } from '../engine'
import type { Workspace } from '../workspace/workspace'
import type { Audience } from './audience'
import { audienceView, keyOf, membershipEvent, NAMESPACE } from './audience'

/** Events of a sync that are handed over together. */
const PIECE = 1000

const UNREADABLE = 'Some rows cannot be read, and may be anyone’s. So nobody leaves: fix those rows, and sync again.'

const change = (id: string, isMember: boolean): [string, boolean] => [id, isMember]

/** Connects audiences, and syncs lists of members by what changed since the last list, as Segment does. */
export class Audiences {
  private readonly audiences = new Map<string, Audience>()
  private count = 0

  constructor(
    private readonly workspace: Workspace,
    private readonly engine: DeliveryEngine,
    private readonly changed: () => void
  ) {}

  views(): AudienceView[] {
    return [...this.audiences.values()].map(audienceView)
  }

  find(id: string): Audience | undefined {
    return this.audiences.get(id)
  }

  /**
   * Connects an audience to the destination.
   *
   * @throws what `createAudience` throws
   */
  async connect(name: string): Promise<Audience> {
    const { definition, settings } = this.workspace
    const id = `aud_${++this.count}`
    const personas = { computation_id: id, computation_key: keyOf({ id }), namespace: NAMESPACE }
    const { externalId } = await new Destination(definition).createAudience({
      settings,
      audienceName: name,
      audienceSettings: {},
      personas
    })
    const audience: Audience = { id, name, externalId, members: new Set() }
    this.audiences.set(id, audience)
    this.changed()
    return audience
  }

  rename(audience: Audience, name: string): void {
    audience.name = name
    this.changed()
  }

  /** What the list would change: newcomers join, and whoever is missing from it leaves. Nothing is written yet. */
  plan(audience: Audience, { ids, refused, incomplete, notes }: Members): SyncPlan {
    const wanted = new Set(ids)
    const joining = ids.filter((id) => !audience.members.has(id))
    const missing = [...audience.members].filter((id) => !wanted.has(id))
    const leaving = incomplete ? [] : missing
    const plan: SyncPlan = {
      ...{ id: randomUUID(), notes, problems: countedByMessage(refused) },
      added: joining.length,
      removed: leaving.length,
      unchanged: ids.length - joining.length,
      keepsEveryone: incomplete && missing.length > 0 ? UNREADABLE : undefined
    }
    const changes = [...joining.map((id) => change(id, true)), ...leaving.map((id) => change(id, false))]
    audience.plan = { ...plan, changes }
    return plan
  }

  /** Makes the changes of a plan. */
  async sync(audience: Audience, changes: readonly [string, boolean][]): Promise<void> {
    const progress = { done: 0, of: changes.length, running: true, rejected: 0 }
    audience.plan = undefined
    audience.sync = progress
    for (let start = 0; start < changes.length; start += PIECE) {
      await this.syncPiece(audience, changes.slice(start, start + PIECE), progress)
      this.changed()
    }
    progress.running = false
    audience.lastSynced = Date.now()
    this.changed()
  }

  private async syncPiece(
    audience: Audience,
    changes: readonly [string, boolean][],
    progress: NonNullable<AudienceView['sync']>
  ): Promise<void> {
    const at = new Date()
    const events = changes.map(([id, isMember]) => membershipEvent(audience, id, isMember, at))
    const { tracked, done } = this.engine.accept(events, { from: 'segment' })
    await done
    changes.forEach(([id, isMember], index) => {
      const isDone = [...tracked[index].deliveries.values()].some(({ outcome }) => outcome === 'delivered')
      if (!isDone) progress.rejected += 1
      else if (isMember) audience.members.add(id)
      else audience.members.delete(id)
    })
    progress.done += changes.length
  }
}

const LINES_SHOWN = 5

function countedByMessage(refused: Members['refused']): SyncPlan['problems'] {
  const problems = new Map<string, SyncPlan['problems'][number]>()
  for (const { number, problem } of refused) {
    const known = problems.get(problem) ?? { message: problem, count: 0, lines: [] }
    known.count += 1
    if (known.lines.length < LINES_SHOWN) known.lines.push(number)
    problems.set(problem, known)
  }
  return [...problems.values()]
}
