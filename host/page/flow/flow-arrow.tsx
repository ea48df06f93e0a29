import { useEffect, useRef, useState } from 'preact/hooks'
import type { EdgeCount, OutcomeName } from '../../server/api-types'
import { thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { lineBetween } from './line'
import type { Arrow, Box } from './diagram-layout'

/** Milliseconds that an arrow moves after something passed. */
const MOVES = 1400

/** Whether the value changed a moment ago. */
function useMoving(value: number): boolean {
  const [isMoving, setMoving] = useState(false)
  const before = useRef(value)
  useEffect(() => {
    if (before.current === value) return
    before.current = value
    setMoving(true)
    const timer = setTimeout(() => setMoving(false), MOVES)
    return () => clearTimeout(timer)
  }, [value])
  return isMoving
}

export function FlowArrow({ arrow, from, to, count }: { arrow: Arrow; from: Box; to: Box; count: EdgeCount }) {
  const { x1, y1, x2, y2 } = lineBetween(from, to)
  const isLevel = y1 === y2
  const failed = count.refused + count.undelivered
  const isMoving = useMoving(count.passed + failed)
  const [x, y] = isLevel ? [(x1 + x2) / 2, y1 - 10] : [x1 + 10, (y1 + y2) / 2 - 2]
  const anchor = isLevel ? 'middle' : 'start'
  return (
    <g class={`arrow ${count.passed + failed === 0 ? 'is-still' : ''} ${isMoving ? 'is-moving' : ''}`}>
      <a
        href={linkTo('deliveries', arrow.show)}
        aria-label={`${thousands(count.passed)} ${arrow.words}. Show the deliveries.`}
      >
        <line class="arrow-line" x1={x1} y1={y1} x2={x2} y2={y2} marker-end="url(#tip)" />
        <line class="arrow-reach" x1={x1} y1={y1} x2={x2} y2={y2} />
        <text class="arrow-count" x={x} y={y} text-anchor={anchor}>
          {thousands(count.passed)}
        </text>
      </a>
      <Lost arrow={arrow} count={count} x={x} y={isLevel ? y1 + 22 : y + 18} anchor={anchor} />
    </g>
  )
}

interface LostProps {
  arrow: Arrow
  count: EdgeCount
  x: number
  y: number
  anchor: 'middle' | 'start'
}

/** What did not pass, the worst of it first. */
function worst({ refused, undelivered, leftOut }: EdgeCount): { outcome: OutcomeName; words: string } | undefined {
  if (refused > 0) return { outcome: 'refused', words: `${thousands(refused)} refused` }
  if (undelivered > 0) return { outcome: 'undelivered', words: `${thousands(undelivered)} not delivered` }
  return leftOut > 0 ? { outcome: 'left out', words: `${thousands(leftOut)} left out` } : undefined
}

function Lost({ arrow, count, x, y, anchor }: LostProps) {
  const lost = worst(count)
  const retried = count.retried > 0 && `${thousands(count.retried)} tried again`
  return (
    <>
      {lost && (
        <a
          href={linkTo('deliveries', { ...arrow.showLost, outcome: lost.outcome })}
          aria-label={`${lost.words} of the ${arrow.words}. Show them.`}
        >
          <text class={lost.outcome === 'left out' ? 'arrow-note' : 'arrow-bad'} x={x} y={y} text-anchor={anchor}>
            {lost.words}
          </text>
        </a>
      )}
      {retried && (
        <text class="arrow-note" x={x} y={lost ? y + 16 : y} text-anchor={anchor}>
          {retried}
        </text>
      )}
    </>
  )
}
