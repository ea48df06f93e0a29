import { useEffect, useRef, useState } from 'preact/hooks'
import type { EdgeCount } from '../../server/api-types'
import { OUTCOME_WORDS, thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import { lineBetween } from './diagram-layout'
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
  const line = lineBetween(from, to)
  const { x1, y1, x2, y2 } = line
  const isLevel = y1 === y2
  const all = count.passed + count.rejected + count.failed
  const isMoving = useMoving(all)
  const [x, y] = isLevel ? [(x1 + x2) / 2, y1 - 10] : [x1 + 10, Math.min(y1, y2) + 22]
  const anchor = isLevel ? 'middle' : 'start'
  return (
    <g class={`arrow ${all === 0 ? 'is-still' : ''} ${isMoving ? 'is-moving' : ''}`}>
      <a
        href={linkTo('deliveries', arrow.show.passed)}
        aria-label={`${thousands(count.passed)} ${arrow.words}. Show the deliveries.`}
      >
        <line class="arrow-line" {...line} marker-end="url(#tip)" />
        <line class="arrow-reach" {...line} />
        <text class="arrow-count" x={x} y={y} text-anchor={anchor}>
          {thousands(count.passed)}
        </text>
      </a>
      <Notes arrow={arrow} count={count} x={x} y={isLevel ? y1 + 21 : y + 17} anchor={anchor} />
    </g>
  )
}

interface NotesProps {
  arrow: Arrow
  count: EdgeCount
  x: number
  y: number
  anchor: 'middle' | 'start'
}

const LINE = 16
const OUTCOMES = ['failed', 'rejected', 'skipped', 'waiting'] as const

/** Every outcome but the good one, each with its number and its list. */
function Notes({ arrow, count, x, y, anchor }: NotesProps) {
  const found = OUTCOMES.filter((outcome) => count[outcome] > 0)
  return (
    <>
      {found.map((outcome, index) => {
        const words = `${thousands(count[outcome])} ${OUTCOME_WORDS[outcome]}`
        const isBad = outcome === 'failed' || outcome === 'rejected'
        return (
          <a
            key={outcome}
            href={linkTo('deliveries', arrow.show[outcome])}
            aria-label={`${words} of the ${arrow.words}. Show them.`}
          >
            <text class={isBad ? 'arrow-bad' : 'arrow-note'} x={x} y={y + index * LINE} text-anchor={anchor}>
              {words}
            </text>
          </a>
        )
      })}
      {count.retried > 0 && (
        <text class="arrow-note" x={x} y={y + found.length * LINE} text-anchor={anchor}>
          {thousands(count.retried)} {count.retried === 1 ? 'retry' : 'retries'}
        </text>
      )}
    </>
  )
}
