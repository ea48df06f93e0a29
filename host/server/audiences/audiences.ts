import { Destination } from '@segment/actions-core'
import type { AudienceView } from '../api-types'
import type { DeliveryEngine } from '../engine'
import type { Workspace } from '../workspace/workspace'
import type { Audience } from './audience'
import { audienceView } from './audience'
import { keyOf, membershipEvent, NAMESPACE } from './membership-event'

/** Events of a sync that are handed over together. */
const PIECE = 1000

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
   * @throws what `createAudience` throws, in words
   */
  async connect(name: string): Promise<Audience> {
    const { definition, settings } = this.workspace
    const id = `aud_${++this.count}`
    const personas = { computation_id: id, computation_key: keyOf({ id }), namespace: NAMESPACE }
    const { externalId } = await new Destination(definition).createAudience({
      settings: settings,
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

  /** Makes the list the audience: newcomers join, whoever is not in it any more leaves. */
  async sync(audience: Audience, ids: readonly string[]): Promise<void> {
    const wanted = new Set(ids)
    const changes = [
      ...ids.filter((id) => !audience.members.has(id)).map((id): [string, boolean] => [id, true]),
      ...[...audience.members].filter((id) => !wanted.has(id)).map((id): [string, boolean] => [id, false])
    ]
    const progress = { done: 0, of: changes.length, running: true, refused: 0 }
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
      if (!isDone) progress.refused += 1
      else if (isMember) audience.members.add(id)
      else audience.members.delete(id)
    })
    progress.done += changes.length
  }
}
