import { APIError } from '@segment/actions-core'
import { toSegment } from '../appcues/api'
import type { AppcuesApi } from '../appcues/api'
import { appcuesError } from '../appcues/response'
import { isSuccess } from '../shared/http'
import type { VendorResponse } from '../shared/http'
import { toIsoTime } from '../shared/time'
import { assertNameAvailable, assertWithinLimit, isSameName, NO_LIMIT } from './admission'
import { describeAudience, isAudienceSegment, toAppcuesSegment } from './remembered'
import type { AppcuesSegment, AudienceSegment, KeptAudience } from './remembered'

/** Where the members of an audience go. */
export interface ConnectedAudience {
  segment: string
  property: string
  /** Ids of further segments of the same audience, made by calls that could not see each other. They get no members. */
  duplicates: string[]
}

/** An audience to be found or created. The name is asked for only when it must be created. */
export interface WantedAudience extends Omit<KeptAudience, 'property'> {
  propertyName: () => string
}

/** Retryable: Appcues created the segment and did not say which it is. */
const UNKNOWN_ID = 503

/**
 * The Appcues segments of one call: read once, and once more after one was created. Whatever goes wrong is thrown:
 * PayloadValidationError for what the user must change, InvalidAuthenticationError or APIError for any other response of Appcues.
 *
 * A list may lag behind a creation, so two calls may both create a segment for one audience. What they agree on without
 * asking each other: the oldest counts (`created_at`, then id), and only a segment that was never filled is deleted.
 */
export class SegmentRegistry {
  private segments?: Promise<AppcuesSegment[]>

  constructor(private readonly api: AppcuesApi) {}

  /**
   * Finds the audience on delivery, or creates it.
   *
   * @param limit for hosts where an audience is connected by its first delivery: how many may be
   */
  async find(wanted: WantedAudience, limit = NO_LIMIT): Promise<ConnectedAudience> {
    const found = await this.segmentsOf(wanted.key)
    return found.length > 0 ? connected(found) : this.create(wanted, limit)
  }

  /** Finds the audience or creates it where a sync is connected: a recurring one must find a place within the limit. */
  async connect(wanted: WantedAudience, limit: number): Promise<ConnectedAudience> {
    const found = await this.segmentsOf(wanted.key)
    const needsPlace = wanted.sync === 'recurring' && found[0]?.kept.sync !== 'recurring'
    if (found.length === 0) return this.create(wanted, needsPlace ? limit : NO_LIMIT)
    if (needsPlace) assertWithinLimit(await this.all(), limit)
    await this.describe(found[0], wanted)
    return connected(found)
  }

  /**
   * The segments of one audience, oldest first. One whose property an older segment of another audience has does not count:
   * two audiences must never write one property.
   */
  async segmentsOf(key: string): Promise<AudienceSegment[]> {
    const audiences = (await this.all()).filter(isAudienceSegment)
    const isTaken = (own: AudienceSegment): boolean =>
      audiences.some(
        (other) =>
          other.kept.key !== key && isSameName(other.kept.property, own.kept.property) && compareAge(other, own) < 0
      )
    return audiences.filter((segment) => segment.kept.key === key && !isTaken(segment)).sort(compareAge)
  }

  private all(): Promise<AppcuesSegment[]> {
    this.segments ??= this.read()
    return this.segments
  }

  private read = async (): Promise<AppcuesSegment[]> => (await this.api.readSegments()).map(toAppcuesSegment)

  private async create(wanted: WantedAudience, limit: number): Promise<ConnectedAudience> {
    const { key, sync, fill } = wanted
    const property = wanted.propertyName()
    assertNameAvailable(await this.all(), property)
    assertWithinLimit(await this.all(), limit)
    const kept = { key, sync, fill, property }
    const response = await this.api.createSegment(property, describeAudience(kept))
    const own = createdSegment(response, kept)
    const before = await this.all()
    // The creation counts, whether the list can be read now or not.
    const listed = await this.read().catch(() => before)
    const isListed = listed.some(({ id }) => id === own?.id)
    this.segments = Promise.resolve(own && !isListed ? [...listed, own] : listed)
    return this.resolveRace(key, own?.id, response, limit)
  }

  /** Others may have created a segment at the same time: of this audience, of the same name, or for the last place. */
  private async resolveRace(
    key: string,
    ownId: string | undefined,
    response: VendorResponse,
    limit: number
  ): Promise<ConnectedAudience> {
    const all = await this.all()
    const own = all.filter(isAudienceSegment).find(({ id }) => id === ownId)
    if (!own) return this.withoutOwn(key, response)
    // Its age is unknown until it is listed: two callers could not agree on which is older.
    if (own.createdAt === undefined)
      return connected([own, ...(await this.segmentsOf(key)).filter((one) => one !== own)])
    const [oldest] = await this.segmentsOf(key)
    try {
      const older = all.filter((other) => other.kept?.key !== key && compareAge(other, own) < 0)
      assertNameAvailable(older, own.kept.property)
      if (oldest === own) assertWithinLimit(older, limit)
    } catch (error) {
      await this.discard(own)
      throw error
    }
    if (oldest !== own) await this.discard(own)
    return connected(await this.segmentsOf(key))
  }

  /** After a creation that failed, or whose response has no id, the segment of another call will do. */
  private async withoutOwn(key: string, response: VendorResponse): Promise<ConnectedAudience> {
    const found = await this.segmentsOf(key)
    if (found.length > 0) return connected(found)
    if (!isSuccess(response)) throw appcuesError(response)
    throw new APIError(
      'Appcues created the segment without saying its ID, and does not list it yet. Retry it.',
      UNKNOWN_ID
    )
  }

  /** Deletes the segment that this call created and did not fill. */
  private async discard(own: AudienceSegment): Promise<void> {
    const response = await this.api.deleteSegment(own.id)
    if (!isSuccess(response)) return
    this.segments = Promise.resolve((await this.all()).filter((segment) => segment !== own))
  }

  /** A one-time sync can become recurring, and filling can be switched; the property stays. */
  private async describe(found: AudienceSegment, wanted: WantedAudience): Promise<void> {
    const sync = found.kept.sync === 'recurring' ? 'recurring' : wanted.sync
    if (sync === found.kept.sync && wanted.fill === found.kept.fill) return
    const description = describeAudience({ ...found.kept, sync, fill: wanted.fill })
    const response = await this.api.describeSegment(found.id, description)
    if (!isSuccess(response)) throw appcuesError(response)
  }
}

/** The segment of a successful creation, whatever else its response leaves out. */
function createdSegment(response: VendorResponse, kept: KeptAudience): AudienceSegment | undefined {
  const segment = toSegment(response.data)
  if (!isSuccess(response) || segment.id === '') return undefined
  return { ...segment, name: kept.property, kept }
}

const connected = ([{ id, kept }, ...others]: AudienceSegment[]): ConnectedAudience => ({
  segment: id,
  property: kept.property,
  duplicates: others.map((other) => other.id)
})

/**
 * Oldest first; without a time, last; on a tie by id, so that every call agrees. In whole seconds, because a list and a
 * creation may write the same time with different precision.
 */
function compareAge(a: AppcuesSegment, b: AppcuesSegment): number {
  const [first, second] = [a, b].map(({ createdAt }) => toIsoTime(createdAt)?.slice(0, 19) ?? '~')
  if (first !== second) return first < second ? -1 : 1
  return a.id.length - b.id.length || (a.id < b.id ? -1 : 1)
}
