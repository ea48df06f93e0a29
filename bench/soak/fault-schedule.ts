import type { Fault, FaultSchedule } from '../../host/sandbox/faults'
import { random } from './random'
import { POISON } from './history'
import { BAD_MEMBER, BLOCKED_MEMBER } from './memberships'

/** Share of connections that find no name server, which the vendors cannot see. */
export const UNKNOWN_HOST = 0.05

/** Share of first, second and third attempts that meet a fault; later ones meet none. */
const FAULT_RATES = [0.3, 0.2, 0.1]

/** What may happen, and how often in relation to the others. */
const FAULTS: readonly { weight: number; fault: Fault }[] = [
  { weight: 3, fault: { kind: 'status', status: 429, retryAfter: 1 } },
  { weight: 3, fault: { kind: 'status', status: 429 } },
  { weight: 2, fault: { kind: 'status', status: 408 } },
  { weight: 3, fault: { kind: 'status', status: 500 } },
  { weight: 2, fault: { kind: 'status', status: 502 } },
  { weight: 2, fault: { kind: 'status', status: 503 } },
  // A gateway that gave up waiting: the vendor had taken the request.
  { weight: 2, fault: { kind: 'status', status: 504, taken: true } },
  { weight: 4, fault: { kind: 'reset', taken: false } },
  { weight: 4, fault: { kind: 'reset', taken: true } },
  { weight: 2, fault: { kind: 'garbage' } },
  { weight: 1, fault: { kind: 'drip', seconds: 1 } },
  { weight: 3, fault: { kind: 'delay', milliseconds: 200 } }
]
const ALL = FAULTS.reduce((sum, { weight }) => sum + weight, 0)

/** Rare ones: the first is final by the platform's rules, the second has to be halved away. */
const RARE = { notImplemented: 0.004, emptyBadRequest: 0.05 }
/** Share until they are used up. */
const SLOW = 0.3

/** How many of the faults that cost a client ten seconds each, or a stop, each vendor has. */
export interface FaultBudget {
  seed: number
  /** Requests left unanswered for 30 seconds. */
  silences: number
  /** Responses cut in half: the platform's client notices only when its time is over. */
  cuts: number
  /** Times that the credentials are rejected. */
  lockouts: number
}

/** Requests so much alike that they count as attempts of one: the same place, and the same beginning. */
const BEGINNING = 300
/** Of a batch no single item can be the culprit of, an empty 400 must be halved away. */
const LONG = 2000

/** What stands in a body that the vendor rejects. */
const REJECTED = [POISON, BAD_MEMBER, BLOCKED_MEMBER]

/** Decides by what a request holds and how often it came, not by when: so a seed reproduces a run. */
export function faultScheduleOf({ seed, ...plan }: FaultBudget): FaultSchedule {
  const attempts = new Map<string, number>()
  const left = { ...plan }
  return ({ method, path, text }) => {
    const body = text()
    const request = `${method} ${path} ${body.slice(0, BEGINNING)}`
    const attempt = attempts.get(request) ?? 0
    attempts.set(request, attempt + 1)
    if (random(seed, request, attempt) >= (FAULT_RATES[attempt] ?? 0)) return undefined
    const rare = attempt === 0 && body.length >= LONG ? rareFault(random(seed, request, 'rare'), path, left) : undefined
    const fault = rare ?? commonFault(random(seed, request, attempt, 'which'))
    // Such a response in place of a rejection would confirm that all was accepted.
    return fault.kind === 'garbage' && REJECTED.some((text) => body.includes(text)) ? undefined : fault
  }
}

/** Ids of people who are in an old list and whom Appcues does not know: no profile may be made of them. */
export const strangers = (seed: number, audience: number): string[] =>
  Array.from({ length: 3 }, (_, n) => `stranger-${seed}-${audience}-${n}`)

const HIDDEN_SHARE = 0.02

/** 503 for some profiles, however often they are asked for, and for every stranger's. */
export const hiddenProfiles =
  (seed: number): FaultSchedule =>
  ({ method, path }) => {
    const id = method === 'GET' ? /\/users\/([^/]+)\/profile$/.exec(path)?.[1] : undefined
    const isHidden = id !== undefined && (id.startsWith('stranger-') || random(seed, id, 'hidden') < HIDDEN_SHARE)
    return isHidden ? { kind: 'status', status: 503 } : undefined
  }

function commonFault(roll: number): Fault {
  let place = roll * ALL
  return (FAULTS.find(({ weight }) => (place -= weight) < 0) ?? FAULTS[0]).fault
}

function rareFault(roll: number, path: string, left: Omit<FaultBudget, 'seed'>): Fault | undefined {
  if (roll < RARE.notImplemented) return { kind: 'status', status: 501 }
  // Only Heap gives no reason.
  if (roll < RARE.emptyBadRequest && path.startsWith('/api/')) return { kind: 'status', status: 400, body: '{}' }
  if (roll > SLOW) return undefined
  if (left.silences > 0) return { kind: 'silence', seconds: 30, taken: left.silences-- % 2 === 0 }
  if (left.cuts-- > 0) return { kind: 'cut' }
  return left.lockouts-- > 0 ? { kind: 'status', status: 401 } : undefined
}
