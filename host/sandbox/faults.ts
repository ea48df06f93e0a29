/** How a sandbox may misbehave. Whether the vendor took the request first is what decides if a repeat is a duplicate. */
export type Fault =
  /** Responds with this status. `taken`: the request was taken all the same, as behind a gateway that gave up waiting. */
  | { kind: 'status'; status: number; retryAfter?: number; body?: string; contentType?: string; taken?: boolean }
  /** Resets the connection (TCP RST) before or after the vendor took the request. */
  | { kind: 'reset'; taken: boolean }
  /** Takes the request, announces the whole response, sends the first half of it and closes. */
  | { kind: 'cut' }
  /** Takes the request and responds 200 with a body labelled as JSON that is not JSON. */
  | { kind: 'garbage' }
  /** Sends nothing for this many seconds, then closes the connection. */
  | { kind: 'silence'; seconds: number; taken?: boolean }
  /** Takes the request and sends the response piece by piece over this many seconds. */
  | { kind: 'drip'; seconds: number }
  /** Responds correctly, this many milliseconds late. */
  | { kind: 'delay'; milliseconds: number }

/** What a plan or a schedule may look at. */
export interface SeenRequest {
  method: string
  host: string
  /** Path and query, as they came over the wire. */
  path: string
  text: () => string
}

/** A fault, and which requests it concerns: all of them unless `match` selects some. */
export type FaultPlan = Fault & { match?: (request: SeenRequest) => boolean }

/** `n` counts the requests since the schedule was set, from 0. */
export type FaultSchedule = (request: SeenRequest, n: number) => Fault | undefined

/** What a firewall in front of a vendor responds. */
export const FIREWALL_PAGE =
  '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body><center><h1>403 Forbidden</h1></center></body>\r\n</html>\r\n'

/** The faults that the page offers, by label. */
export const faultChoices = {
  'Too many requests (429)': { kind: 'status', status: 429 },
  'Too many requests, come back in a second (429)': { kind: 'status', status: 429, retryAfter: 1 },
  'Server error (500)': { kind: 'status', status: 500 },
  'Empty rejection (400)': { kind: 'status', status: 400, body: '{}' },
  'Wrong credentials (401)': { kind: 'status', status: 401 },
  'A firewall’s page (403)': { kind: 'status', status: 403, body: FIREWALL_PAGE, contentType: 'text/html' },
  'No response': { kind: 'silence', seconds: 30 },
  'Connection reset': { kind: 'reset', taken: false },
  'Response cut in half': { kind: 'cut' },
  'Three seconds late': { kind: 'delay', milliseconds: 3000 }
} as const satisfies Record<string, Fault>

export type FaultChoice = keyof typeof faultChoices

/** One sandbox's plan of misbehaviour. What was put in with `next` goes before the schedule, the schedule before `always`. */
export class Faults {
  private queue: { plan: FaultPlan; left: number }[] = []
  private planned: FaultSchedule | undefined
  private seen = 0
  private constant: FaultPlan | undefined
  /** How often each kind of fault happened. */
  readonly fired = new Map<Fault['kind'], number>()

  /** Misbehaves on the next `times` matching requests. */
  next(plan: FaultPlan, times = 1): void {
    if (times > 0) this.queue.push({ plan, left: times })
  }

  /** Misbehaves on every matching request until `off`. */
  always(plan: FaultPlan): void {
    this.constant = plan
  }

  /** Lets `schedule` decide for every request; a seeded one reproduces a run. */
  schedule(schedule: FaultSchedule): void {
    this.planned = schedule
    this.seen = 0
  }

  /** Behaves from now on. The counts in `fired` stay. */
  off(): void {
    this.queue = []
    this.planned = undefined
    this.constant = undefined
  }

  /** The fault for this request, used up if it came from `next`. */
  take(request: SeenRequest): Fault | undefined {
    const scheduled = this.planned?.(request, this.seen++)
    const fault = this.fromQueue(request) ?? scheduled ?? this.fromConstant(request)
    if (fault) this.fired.set(fault.kind, (this.fired.get(fault.kind) ?? 0) + 1)
    return fault
  }

  private fromQueue(request: SeenRequest): Fault | undefined {
    const entry = this.queue.find(({ plan }) => concerns(plan, request))
    if (!entry) return undefined
    entry.left -= 1
    this.queue = this.queue.filter(({ left }) => left > 0)
    return entry.plan
  }

  private fromConstant(request: SeenRequest): Fault | undefined {
    return this.constant && concerns(this.constant, request) ? this.constant : undefined
  }
}

const concerns = (plan: FaultPlan, request: SeenRequest): boolean => plan.match?.(request) ?? true
