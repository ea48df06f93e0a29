import { propertyName } from '../../src/destinations/heap-appcues/audience/admission'
import { buildReference, parseDescription } from '../../src/destinations/heap-appcues/audience/remembered'
import type { KeptAudience } from '../../src/destinations/heap-appcues/audience/remembered'
import { SegmentRegistry } from '../../src/destinations/heap-appcues/audience/registry'
import type { AppcuesApi } from '../appcues/client'
import { CommandError } from '../cli/command-error'
import type { ConnectedList } from '../import/list-run'
import { asCommandError } from '../import/list-run'

/** An audience that is kept in Appcues already, whoever keeps it. */
export interface KeptList extends ConnectedList {
  kept: KeptAudience
  /** Further segments of the audience, made by calls that could not see each other. */
  duplicates: string[]
}

const MOST_NAMES = 20

/**
 * The audience of a name: as it was at the first sync, with or without the prefix, or as its Appcues segment is called now.
 *
 * @throws CommandError when there is none
 */
export async function findKept(api: AppcuesApi, name: string): Promise<KeptList> {
  const segments = await asCommandError(api.readSegments())
  const audiences = segments.flatMap((segment) => {
    const kept = parseDescription(segment.description)
    return kept ? [{ name: segment.name, kept }] : []
  })
  const found =
    audiences.find(({ kept }) => kept.property === prefixed(name) || kept.property === name) ??
    audiences.find((audience) => audience.name === name || audience.name === prefixed(name))
  if (!found) throw new CommandError(noneOf(name, audiences))
  const { kept } = found
  // Two calls at the same time may both have made a segment: the registry knows which counts.
  const wanted = { ...kept, propertyName: () => kept.property }
  const { property, segment, duplicates } = await asCommandError(new SegmentRegistry(api).find(wanted))
  return { property, segment, reference: buildReference({ property, segment, fill: kept.fill }), kept, duplicates }
}

const prefixed = (name: string): string => propertyName(name, undefined)

function noneOf(name: string, audiences: readonly { kept: KeptAudience }[]): string {
  const names = audiences.slice(0, MOST_NAMES).map(({ kept }) => `"${kept.property}"`)
  const there = names.length === 0 ? 'none is kept there yet' : `kept there are ${names.join(', ')}`
  return `--segment: no audience "${name}" is kept in Appcues; ${there}. A first sync makes it.`
}
