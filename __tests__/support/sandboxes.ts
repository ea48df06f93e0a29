import {
  APPCUES_ACCOUNT_ID,
  APPCUES_API_KEY,
  APPCUES_API_SECRET,
  startAppcuesSandbox
} from '../../host/sandbox/appcues'
import type { AppcuesSandbox, AppcuesSandboxOptions } from '../../host/sandbox/appcues'
import { HEAP_APP_ID, startHeapSandbox } from '../../host/sandbox/heap'
import type { HeapSandbox, HeapSandboxOptions } from '../../host/sandbox/heap'
import { redirectVendors } from '../../host/sandbox/redirect'

export const heapSettings = { heapAppId: HEAP_APP_ID, heapRegion: 'US' }
export const appcuesSettings = {
  appcuesAccountId: APPCUES_ACCOUNT_ID,
  appcuesApiKey: APPCUES_API_KEY,
  appcuesApiSecret: APPCUES_API_SECRET,
  appcuesRegion: 'US'
}

interface Sandboxes {
  heap: HeapSandbox
  appcues: AppcuesSandbox
}

/** Both vendors on 127.0.0.1 for the tests of a file, empty before each, and nowhere else to go. Appcues keeps no rate unless told to. */
export function withSandboxes(options: { heap?: HeapSandboxOptions; appcues?: AppcuesSandboxOptions } = {}): Sandboxes {
  const sandboxes = {} as Sandboxes
  let restore: () => void
  beforeAll(async () => {
    sandboxes.heap = await startHeapSandbox(options.heap)
    sandboxes.appcues = await startAppcuesSandbox({ rate: 0, ...options.appcues })
    restore = redirectVendors({ heap: sandboxes.heap.url, appcues: sandboxes.appcues.url })
  })
  beforeEach(() => Object.values(sandboxes as unknown as Record<string, AppcuesSandbox>).forEach((one) => one.reset()))
  afterAll(async () => {
    restore()
    await Promise.all([sandboxes.heap.close(), sandboxes.appcues.close()])
  })
  return sandboxes
}
