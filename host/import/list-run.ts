import type { AppcuesApi } from '../appcues/client'
import type { CommandContext } from '../cli/command-context'
import type { AppcuesTarget } from '../delivery/appcues-target'
import type { TargetOptions } from '../delivery/target'
import type { ConnectedList } from './connect-list'
import type { PeopleList } from '../input/people'
import type { WaitPolicy } from '../appcues/wait-for-jobs'

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

/** What the commands about audiences need of the world around them. */
export interface AudienceWorld extends CommandContext {
  waitPolicy?: WaitPolicy
}

/** A sync under way. */
export interface ListRun {
  flags: SyncFlags
  world: AudienceWorld
  target: AppcuesTarget
  api: AppcuesApi
  /** Who joins, and who leaves. */
  lists: readonly (PeopleList & { joins: boolean })[]
  /** The audience in Appcues. */
  audience: ConnectedList
  /** ISO 8601 in UTC: when these memberships are true. */
  time: string
}
