/** The parts of a `fetch` that are used: node-fetch's, undici's and the platforms' own all have them. */
export type Fetch = (url: string, init: FetchOptions) => Promise<FetchResponse>

export interface FetchOptions {
  method: string
  headers: Record<string, string>
  body?: string
  redirect: 'manual'
  /** Milliseconds. node-fetch keeps it by itself; the others do not know it. */
  timeout: number
}

export interface FetchResponse {
  ok: boolean
  status: number
  headers: { get: (name: string) => string | null }
  text: () => Promise<string>
}

/** What the runtime needs of the machine it runs on: the core reads no clock and knows no globals. */
export interface Surroundings {
  fetch: Fetch
  /** Epoch milliseconds. */
  now: () => number
  /** Calls back after some milliseconds, unless the returned function is called before. */
  after: (milliseconds: number, callback: () => void) => () => void
}
