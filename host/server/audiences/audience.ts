import type { AudienceView } from '../api-types'

/** An audience as Segment would keep it: who is in by the last list, and what the destination answered when it was connected. */
export interface Audience {
  id: string
  name: string
  externalId: string
  members: Set<string>
  sync?: AudienceView['sync']
  lastSynced?: number
}

/** What the destination's reference says. To Segment it is one opaque text; it is read here to be shown. */
function referenceOf({ externalId }: Audience): { property?: string; segment?: string } {
  try {
    return JSON.parse(externalId) as { property?: string; segment?: string }
  } catch {
    return {}
  }
}

export function audienceView(audience: Audience): AudienceView {
  const { id, name, members, sync, lastSynced } = audience
  const { property = '', segment } = referenceOf(audience)
  return { id, name, property, segmentId: segment, members: members.size, sync, lastSynced }
}
