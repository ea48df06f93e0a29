import { variableOf } from '../../host/cli/environment'
import type { AudienceContext } from '../../host/import/list-run'
import { appcuesSettings } from './sandboxes'

/** The sandbox's credentials, as they stand in an environment. */
export const appcuesEnvironment = Object.fromEntries(
  Object.entries(appcuesSettings).map(([key, value]) => [variableOf(key), value])
)

export interface QuietContext extends AudienceContext {
  /** What was said, in order. */
  printed: string[]
}

export const NOW = Date.parse('2026-03-11T08:00:00.000Z')

/** A context for commands without waiting, without a terminal, and with a fixed clock. */
export function quietContext(folder: string, environment: AudienceContext['environment'] = {}): QuietContext {
  const printed: string[] = []
  return {
    environment,
    folder,
    printed,
    print: (text) => void printed.push(text),
    now: () => NOW,
    policy: { retries: 2, firstWait: 1, longestWait: 5 },
    waitPolicy: { firstPause: 5, longestPause: 20, longest: 2000 }
  }
}
