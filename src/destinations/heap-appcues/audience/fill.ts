import { isTrue } from '../common-fields'

/** The switch Keep Segment: whether the Appcues segment is filled with the members. As it was where it says nothing. */
export const syncsSegment = (keepSegment: unknown, otherwise = true): boolean =>
  keepSegment === undefined || keepSegment === null || keepSegment === '' ? otherwise : isTrue(keepSegment)
