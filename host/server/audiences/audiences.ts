import { Destination } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import { randomUUID } from 'node:crypto'
import type { Members } from '../../input/read-members'
import type { AudienceView, SyncPlan } from '../api-types'
import type { DeliveryEngine } from '../engine'
import type { Workspace } from '../workspace/workspace'
import { parseReference } from '../../../src/destinations/heap-appcues/audience/remembered'

/** Events of a sync that are handed over together. */
const PIECE = 1000

const UNREADABLE =
  'Some rows cannot be read and may belong to anyone, so no one is removed. Fix those rows and sync again.'

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
  plan(audience: Audience, { ids, rejected, incomplete, notes }: Members): SyncPlan {
    const wanted = new Set(ids)
    const joining = ids.filter((id) => !audience.members.has(id))
    const missing = [...audience.members].filter((id) => !wanted.has(id))
    const leaving = incomplete ? [] : missing
    const plan: SyncPlan = {
      ...{ id: randomUUID(), notes, problems: countedByMessage(rejected) },
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

function countedByMessage(rejected: Members['rejected']): SyncPlan['problems'] {
  const problems = new Map<string, SyncPlan['problems'][number]>()
  for (const { number, problem } of rejected) {
    const known = problems.get(problem) ?? { message: problem, count: 0, lines: [] }
    known.count += 1
    if (known.lines.length < LINES_SHOWN) known.lines.push(number)
    problems.set(problem, known)
  }
  return [...problems.values()]
}

/** An audience as Segment would keep it: who is in by the last list, and what the destination returned when it was connected. */
export interface Audience {
  id: string
  name: string
  externalId: string
  members: Set<string>
  sync?: AudienceView['sync']
  lastSynced?: number
  /** The list that was read last, and waits to be confirmed. */
  plan?: SyncPlan & { changes: [id: string, isMember: boolean][] }
}

/** The space that Segment's audiences live in, here. */
export const NAMESPACE = 'local'

export const keyOf = ({ id }: Pick<Audience, 'id'>): string => `local_${id}`

export function audienceView(audience: Audience): AudienceView {
  const { id, name, members, sync, lastSynced } = audience
  const { property, segment } = parseReference(audience.externalId)
  return { id, name, property, segmentId: segment, members: members.size, sync, lastSynced }
}

/** One person's joining or leaving, in the shape of an Engage audience event. */
export function membershipEvent(audience: Audience, userId: string, isMember: boolean, at: Date): SegmentEvent {
  const key = keyOf(audience)
  return {
    type: 'track',
    event: isMember ? 'Audience Entered' : 'Audience Exited',
    messageId: randomUUID(),
    userId,
    timestamp: at.toISOString(),
    properties: { audience_key: key, [key]: isMember },
    context: {
      personas: {
        computation_class: 'audience',
        computation_id: audience.id,
        computation_key: key,
        namespace: NAMESPACE,
        audience_name: audience.name,
        external_audience_id: audience.externalId,
        audience_settings: {}
      }
    }
  }
}
