import { retryingAppcuesApi } from '../appcues/client'
import { CommandError } from '../cli/command-error'
import { variableOf } from '../cli/environment'
import type { AudienceContext } from '../import/list-run'
import { sampleAudience } from './audience-sample'
import { readTestProfile, sendTestEvent } from './connection-test'
import { vendorLines } from './connection-test'
import type { VendorLine } from './connection-test'

export interface CheckFlags {
  sendTestEvent?: boolean
  /** A list of people, of whom a sample is looked up. */
  audience?: string
  idColumn?: string
  /** The share of them, in per cent, below which the check has found something wrong. */
  minMatch?: number
  /** Prints one JSON object instead of sentences. */
  json?: boolean
}

/** What a check found, as `--json` prints it: no secret and no user's id. */
export interface CheckResult {
  ok: boolean
  vendors: { vendor: string; state: string; message: string }[]
  tests: { vendor: string; ok: boolean; message: string }[]
  audience?: { lookedUp: number; found: number; matchRate: number | null; ok: boolean; message: string }
}

/**
 * The command `check`: the connection test, a message for each vendor, and what else was asked for.
 *
 * @returns whether all that is filled in works; too few people of a list in Appcues are a warning, unless `--min-match` says how
 *   many there must be
 * @throws CommandError when nothing is filled in, or the list cannot be looked at
 */
export async function runCheck(flags: CheckFlags, context: AudienceContext): Promise<boolean> {
  const print = flags.json ? () => undefined : context.print
  const lines = await vendorLines(context.environment)
  if (lines.every(({ state }) => state === 'not filled in')) throw new CommandError(NOTHING_FILLED_IN)
  lines.forEach(({ vendor, sentence }) => print(`${vendor}: ${sentence}`))
  const tests = flags.sendTestEvent ? await runTests(lines, context) : []
  tests.forEach(({ vendor, message }) => print(`${vendor}: ${message}`))
  const audience = flags.audience === undefined ? undefined : await checkAudience(flags.audience, lines, flags, context)
  if (audience) print(audience.message)
  const ok = lines.every(({ state }) => state !== 'wrong') && tests.every((test) => test.ok) && (audience?.ok ?? true)
  const vendors = lines.map(({ vendor, state, sentence }) => ({ vendor, state, message: sentence }))
  const result: CheckResult = { ok, vendors, tests, audience }
  if (flags.json) context.print(JSON.stringify(result, undefined, 2))
  return ok
}

const list = (...settings: string[]): string => settings.map(variableOf).join(', ')

const NOTHING_FILLED_IN = `Nothing is filled in. For Heap: ${list('heapAppId', 'heapRegion')} (US or EU). For Appcues: ${list('appcuesAccountId', 'appcuesApiKey', 'appcuesApiSecret', 'appcuesRegion')}. Put them into the environment or into a .env file here; .env.example lists all.`

async function checkAudience(
  file: string,
  lines: readonly VendorLine[],
  { idColumn, minMatch }: CheckFlags,
  context: AudienceContext
): Promise<NonNullable<CheckResult['audience']>> {
  const appcues = lines.find(({ vendor }) => vendor === 'Appcues')
  if (appcues?.state !== 'right')
    throw new CommandError('--audience looks people up in Appcues, which cannot be reached.')
  const api = retryingAppcuesApi(appcues.settings, context.policy)
  const { text, share, lookedUp, found } = await sampleAudience(api, file, idColumn)
  const matchRate = share === undefined ? null : Math.round(share * 1000) / 10
  const isBelow = matchRate !== null && minMatch !== undefined && matchRate < minMatch
  const below = isBelow ? `\nThe match rate of ${matchRate} % is below ${minMatch} % (--min-match).` : ''
  return { lookedUp, found, matchRate, ok: matchRate !== null && !isBelow, message: `${text}${below}` }
}

/** Only with vendors whose settings are right: the others have a message already. */
async function runTests(lines: readonly VendorLine[], context: AudienceContext): Promise<CheckResult['tests']> {
  const time = new Date((context.now ?? Date.now)()).toISOString()
  const results: CheckResult['tests'] = []
  for (const { vendor, state, settings } of lines) {
    if (state !== 'right') continue
    const { worked, sentence } = await (vendor === 'Heap'
      ? sendTestEvent(settings, time)
      : readTestProfile(settings, context.policy))
    results.push({ vendor, ok: worked, message: sentence })
  }
  return results
}
