import type { SegmentEvent } from '@segment/actions-core'

/** Changes of one audience, which cost differently on their way to Appcues. */
export const MEMBERSHIP_KINDS = ['joins', 'leaves', 'repeats'] as const
export type MembershipKind = (typeof MEMBERSHIP_KINDS)[number]

export const AUDIENCE = { computation_key: 'power_users', computation_id: 'aud_bench', namespace: 'spa_bench' } as const

/** In "repeats" each person stands four times in a batch, in and out in turns. */
const REPEATS = 4

const isMember = (kind: MembershipKind, n: number): boolean =>
  kind === 'repeats' ? n % REPEATS < REPEATS / 2 : kind === 'joins'

/**
 * One change as Engage delivers it; the same for the same number.
 *
 * @param reference what the destination answered when the audience was connected
 */
export function membershipEvent(kind: MembershipKind, reference: string, n: number): SegmentEvent {
  const joins = isMember(kind, n)
  return {
    type: 'track',
    event: joins ? 'Audience Entered' : 'Audience Exited',
    messageId: `bench-${kind}-${n}`,
    userId: `person-${kind === 'repeats' ? Math.floor(n / REPEATS) : n}@example.com`,
    timestamp: new Date(1_762_000_000_000 + n).toISOString(),
    properties: { audience_key: AUDIENCE.computation_key, [AUDIENCE.computation_key]: joins },
    context: {
      traits: { plan: 'pro', seats: n % 50 },
      personas: { ...AUDIENCE, computation_class: 'audience', external_audience_id: reference }
    }
  }
}
