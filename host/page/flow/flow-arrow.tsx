import { useEffect, useRef, useState } from 'preact/hooks'
import type { EdgeCount } from '../../server/api-types'
import { counted, thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { lineBetween } from './line'
import type { Arrow, Box } from './places'

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
      <Failures arrow={arrow} count={count} failed={failed} x={x} y={isLevel ? y1 + 22 : y + 18} anchor={anchor} />
    </g>
  )
}

interface FailuresProps {
  arrow: Arrow
  count: EdgeCount
  failed: number
  x: number
  y: number
  anchor: 'middle' | 'start'
}

function Failures({ arrow, count, failed, x, y, anchor }: FailuresProps) {
  const words =
    failed > 0 ? `${thousands(failed)} refused` : count.leftOut > 0 ? `${thousands(count.leftOut)} left out` : ''
  const retried = count.retried > 0 ? `${thousands(count.retried)} tried again` : ''
  const first = words || retried
  if (first === '') return null
  return (
    <a
      href={linkTo('deliveries', failed > 0 ? arrow.showRefused : arrow.show)}
      aria-label={`${first}: ${counted(failed || count.leftOut, 'event')} of ${arrow.words}. Show them.`}
    >
      <text class={failed > 0 ? 'arrow-bad' : 'arrow-note'} x={x} y={y} text-anchor={anchor}>
        {first}
      </text>
      {words && retried && (
        <text class="arrow-note" x={x} y={y + 16} text-anchor={anchor}>
          {retried}
        </text>
      )}
    </a>
  )
}
