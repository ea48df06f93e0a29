import type { Random } from './random'

/** Someone in the history. */
export interface Person {
  /** As Appcues has it; visitors who are not logged in have ids that begin with `anon:`. */
  id: string
  groupId?: string
  /** The profile that an export carries with every event, and that no vendor may get from us. */
  profile?: Record<string, unknown>
}

const KNOWN = 50
const ANONYMOUS = 10
const FIRST_NAMES = ['Ada', 'Björn', 'Chidi', 'Dana', 'Emre', 'Fatima', 'Goran', 'Hana', 'Inês', 'Jun']
const PLANS = ['free', 'team', 'pro']

/** Sixty people: most are logged in, some never are. */
export function makePeople(random: Random): Person[] {
  const known = Array.from({ length: KNOWN }, (_none, index): Person => {
    const id = `user-${String(1001 + index)}`
    const name = FIRST_NAMES[index % FIRST_NAMES.length]
    return {
      id,
      groupId: `account-${random.between(1, 12)}`,
      profile: { userId: id, name, email: `${id}@example.com`, plan: random.pick(PLANS) }
    }
  })
  const anonymous = Array.from({ length: ANONYMOUS }, (): Person => ({ id: `anon:${random.hex(8)}-${random.hex(4)}` }))
  return [...known, ...anonymous]
}
