import { APIError } from '@segment/actions-core'
import type { AppcuesApi } from '../appcues/api'
import { appcuesError } from '../appcues/answer'
import { createSegment, deleteSegment, describeSegment, readSegments } from '../appcues/segments'
import type { Segment } from '../appcues/segments'
import { assertWithinLimit } from './admission'
import { describeAudience, parseDescription } from './segment-description'
import type { KeptAudience } from './segment-description'
import { assertNameAvailable } from './taken'
import { isSuccess } from '../shared/http'
import { toIsoTime } from '../shared/time'

/** An Appcues segment, and the audience whose members it keeps; a segment made by hand keeps none. */
export interface AudienceSegment extends Segment {
  kept?: KeptAudience
}

/** A segment that keeps an audience. */
interface MarkedSegment extends Segment {
  kept: KeptAudience
}

export interface ConnectedAudience {
  segment: string
  property: string
}

/** An audience to be found or made. The name is asked for only when it must be made. */
export interface WantedAudience extends Omit<KeptAudience, 'property'> {
  propertyName: () => string
}

/** Retryable: Appcues said that the segment was made, and it is not in the list yet. */
const NOT_LISTED = 503

const NO_LIMIT = 0

/**
 * The Appcues segments of one call: read once, and again after one was made. Whatever goes wrong is thrown:
 * PayloadValidationError for what the user mends, InvalidAuthenticationError or APIError for what Appcues answered.
 */
export class SegmentRegistry {
  private segments?: Promise<AudienceSegment[]>

  constructor(private readonly api: AppcuesApi) {}

  /** Finds the audience on delivery, or makes it; nothing is counted there. */
  async find(wanted: WantedAudience): Promise<ConnectedAudience> {
    return connected((await this.oldest(wanted.marker)) ?? (await this.create(wanted, NO_LIMIT)))
  }

  /** Finds the audience or makes it where a sync is connected: a recurring one must find a place within the limit. */
  async connect(wanted: WantedAudience, limit: number): Promise<ConnectedAudience> {
    const found = await this.oldest(wanted.marker)
    const places = wanted.sync === 'recurring' && found?.kept.sync !== 'recurring' ? limit : NO_LIMIT
    const refusal = assertWithinLimit(await this.all(), places)
    if (refusal) throw refusal
    if (!found) return connected(await this.create(wanted, places))
    await this.describe(found, wanted)
    return connected(found)
  }

  private all(): Promise<AudienceSegment[]> {
    this.segments ??= readSegments(this.api).then((segments) =>
      segments.map((segment) => ({ ...segment, kept: parseDescription(segment.description) }))
    )
    return this.segments
  }

  /** Two calls at the same time may both make one: the oldest counts, for both. */
  private async oldest(marker: string): Promise<MarkedSegment | undefined> {
    return (await this.marked(marker))[0]
  }

  private async marked(marker: string): Promise<MarkedSegment[]> {
    const isMarked = (segment: AudienceSegment): segment is MarkedSegment => segment.kept?.marker === marker
    return (await this.all()).filter(isMarked).sort(byAge)
  }

  private async create(wanted: WantedAudience, places: number): Promise<MarkedSegment> {
    const { marker, sync, fill } = wanted
    const property = wanted.propertyName()
    const refusal = assertNameAvailable(await this.all(), property)
    if (refusal) throw refusal
    const answer = await createSegment(this.api, property, describeAudience({ marker, sync, fill, property }))
    this.segments = undefined
    const made = await this.oldest(marker)
    if (made) return this.resolveRace(made, places)
    if (!isSuccess(answer)) throw appcuesError(answer)
    throw new APIError(`Appcues made the segment "${property}" and does not list it yet. Try again.`, NOT_LISTED)
  }

  /**
   * Two audiences may be made at the same time, too, of one name or for the last place: the older one keeps it, the other is
   * taken back.
   *
   * @param made the oldest of its marker, so that all that is older belongs to others
   */
  private async resolveRace(made: MarkedSegment, places: number): Promise<MarkedSegment> {
    const { marker, property } = made.kept
    const older = (await this.all()).filter((other) => byAge(other, made) < 0)
    const refusal = assertNameAvailable(older, property) ?? assertWithinLimit(older, places)
    if (!refusal) return made
    await Promise.all((await this.marked(marker)).map(({ id }) => deleteSegment(this.api, id)))
    this.segments = undefined
    throw refusal
  }

  /** A one-time sync can become recurring, and filling can be switched; the property stays. */
  private async describe(found: MarkedSegment, wanted: WantedAudience): Promise<void> {
    const sync = found.kept.sync === 'recurring' ? 'recurring' : wanted.sync
    if (sync === found.kept.sync && wanted.fill === found.kept.fill) return
    const description = describeAudience({ ...found.kept, sync, fill: wanted.fill })
    const answer = await describeSegment(this.api, found.id, description)
    if (!isSuccess(answer)) throw appcuesError(answer)
  }
}

const connected = ({ id, kept }: MarkedSegment): ConnectedAudience => ({ segment: id, property: kept.property })

/** Oldest first; without a time, last; on a tie by id, so that every call agrees. */
function byAge(a: AudienceSegment, b: AudienceSegment): number {
  const [first, second] = [a, b].map(({ createdAt }) => toIsoTime(createdAt) ?? '~')
  if (first !== second) return first < second ? -1 : 1
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1)
}
