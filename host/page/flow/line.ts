import type { Box } from './diagram-layout'

export interface Line {
  x1: number
  y1: number
  x2: number
  y2: number
}

const middle = (start: number, length: number, otherStart: number, otherLength: number): number => {
  const from = Math.max(start, otherStart)
  const to = Math.min(start + length, otherStart + otherLength)
  return (from + to) / 2
}

const GAP = 7

/** The straight line between two boxes that face each other, beside or above one another. */
export function lineBetween(from: Box, to: Box): Line {
  const isBeside = from.x + from.w <= to.x || to.x + to.w <= from.x
  if (isBeside) {
    const y = middle(from.y, from.h, to.y, to.h)
    return from.x < to.x
      ? { x1: from.x + from.w, y1: y, x2: to.x - GAP, y2: y }
      : { x1: from.x, y1: y, x2: to.x + to.w + GAP, y2: y }
  }
  const x = middle(from.x, from.w, to.x, to.w)
  return from.y < to.y
    ? { x1: x, y1: from.y + from.h, x2: x, y2: to.y - GAP }
    : { x1: x, y1: from.y, x2: x, y2: to.y + to.h + GAP }
}
