import { IntegrationError, InvalidAuthenticationError } from '@segment/actions-core'
import { recurringLimit } from '../../src/destinations/heap-appcues/audience/admission'
import { cleanName } from '../../src/destinations/heap-appcues/appcues/profiles'
import { propertyName } from '../../src/destinations/heap-appcues/audience/admission'
import { buildReference } from '../../src/destinations/heap-appcues/audience/remembered'
import { SegmentRegistry } from '../../src/destinations/heap-appcues/audience/registry'
import type { AppcuesApi } from '../appcues/client'
import type { WaitPolicy } from '../appcues/jobs'
import type { CommandContext } from '../cli/command-context'
import { CommandError } from '../cli/command-error'
import type { PlainSettings } from '../cli/environment'
import type { AppcuesTarget } from '../delivery/appcues-target'
import type { TargetOptions } from '../delivery/target'
import type { PeopleList } from '../input/people'

export interface SyncFlags extends TargetOptions {
  /** Name of the segment, without prefix. */
  segment: string
  propertyName?: string
  remove?: string
  idColumn?: string
  recurring?: boolean
  resume?: boolean
  /** Path of the file of outcomes. */
  outcome?: string
  /** False: does not wait for Appcues' jobs. */
  wait?: boolean
}

/** What the commands about audiences need besides their arguments. */
export interface AudienceContext extends CommandContext {
  waitPolicy?: WaitPolicy
}

/** A sync under way. */
export interface ListRun {
  flags: SyncFlags
  context: AudienceContext
  target: AppcuesTarget
  api: AppcuesApi
  /** Who joins, and who leaves. */
  lists: readonly (PeopleList & { joins: boolean })[]
  /** The audience in Appcues. */
  audience: ConnectedList
  /** ISO 8601 in UTC: when these memberships are true. */
  time: string
}

/** A list as it is kept in Appcues. */
export interface ConnectedList {
  property: string
  /** Id of the Appcues segment. */
  segment: string
  /** What the destination is given with every person. */
  reference: string
}

export interface ListWish {
  /** Name of the segment, without prefix. */
  name: string
  /** The whole name of the property instead. */
  propertyName?: string
  recurring?: boolean
}

/** A list has no computation in Segment: its name is the id. */
const keyOf = (name: string): string => `list/${cleanName(name)}`

/**
 * Finds the list in Appcues by its key, or makes its segment: the way audiences are connected, except that a list is a
 * one-time sync by default, and those are without limit.
 *
 * @throws CommandError when the name is taken, no place is free, or Appcues rejects it
 */
export async function connectList(api: AppcuesApi, settings: PlainSettings, wish: ListWish): Promise<ConnectedList> {
  const { name, recurring = false } = wish
  if (cleanName(name) === '') throw new CommandError('--segment: give the segment a name.')
  const sync = recurring ? 'recurring' : 'one-time'
  const fill = true
  const wanted = {
    key: keyOf(name),
    sync,
    fill,
    propertyName: () => propertyName(name, wish.propertyName)
  } as const
  const { property, segment } = await asCommandError(new SegmentRegistry(api).connect(wanted, recurringLimit(settings)))
  return { property, segment, reference: buildReference({ property, segment, fill }) }
}

/** What the destination says is a message for the person; a fault of ours passes through. */
export async function asCommandError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof IntegrationError) && !(error instanceof InvalidAuthenticationError)) throw error
    throw new CommandError(error.message.replace(/Set Property Name to/, 'Set Property Name (--property-name) to'))
  }
}
