import { retryingAppcuesApi } from '../../appcues/client'
import { CommandError } from '../../cli/command-error'
import type { AudienceWorld } from '../../import/list-run'
import { sampleAudience } from './audience-sample'
import { readTestProfile, sendTestEvent } from './test-event'
import { vendorLines } from './vendor-lines'
import type { VendorLine } from './vendor-lines'

export interface CheckFlags {
  sendTestEvent?: boolean
  /** A list of people, of whom a sample is looked up. */
  audience?: string
  idColumn?: string
}

/**
 * The command `check`: the connection test, a sentence for each vendor, and what else was asked for.
 *
 * @returns whether all that is filled in works; too few people of a list in Appcues are a warning
 * @throws CommandError when the list cannot be looked at
 */
export async function runCheck(flags: CheckFlags, world: AudienceWorld): Promise<boolean> {
  const lines = await vendorLines(world.environment)
  lines.forEach(({ vendor, sentence }) => world.print(`${vendor}: ${sentence}`))
  const isRight = lines.some(({ state }) => state === 'right') && lines.every(({ state }) => state !== 'wrong')
  const tested = flags.sendTestEvent ? await tests(lines, world) : true
  if (flags.audience === undefined) return isRight && tested
  const appcues = lines.find(({ vendor }) => vendor === 'Appcues')
  if (appcues?.state !== 'right')
    throw new CommandError('--audience looks people up in Appcues, which cannot be reached.')
  const { text, share } = await sampleAudience(
    retryingAppcuesApi(appcues.settings, world.policy),
    flags.audience,
    flags.idColumn
  )
  world.print(text)
  return isRight && tested && share !== undefined
}

/** Only with vendors whose settings are right: what the others would say is said already. */
async function tests(lines: readonly VendorLine[], world: AudienceWorld): Promise<boolean> {
  const time = new Date((world.now ?? Date.now)()).toISOString()
  let worked = true
  for (const { vendor, state, settings } of lines) {
    if (state !== 'right') continue
    const result = await (vendor === 'Heap' ? sendTestEvent(settings, time) : readTestProfile(settings, world.policy))
    world.print(`${vendor}: ${result.sentence}`)
    worked &&= result.worked
  }
  return worked
}
