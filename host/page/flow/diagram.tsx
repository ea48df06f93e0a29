import { useEffect, useRef, useState } from 'preact/hooks'
import { ARROWS, lineBetween } from './diagram-layout'
import type { Arrow, Box, Layout, NodeName } from './diagram-layout'
import { OUTCOME_WORDS, thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import type { Edge, EdgeCount } from '../../server/api-types'

const NODES: Record<NodeName, { lines: readonly string[]; kind: 'heap' | 'appcues' | 'plain'; small?: true }> = {
  appcues: { lines: ['Appcues'], kind: 'appcues' },
  heap: { lines: ['Heap'], kind: 'heap' },
  segment: { lines: ['Segment'], kind: 'plain' },
  appcuesSource: { lines: ['Source', 'appcues-webhook'], kind: 'plain', small: true },
  heapSources: { lines: ['Sources', 'heap-segment-sync', 'heap-event-webhook'], kind: 'plain', small: true },
  toHeap: { lines: ['Destination', 'trackEvent', 'updateUser'], kind: 'heap', small: true },
  toAppcues: {
    lines: ['Destination', 'syncAudience', 'updateAppcuesUser', 'forwardEvent'],
    kind: 'appcues',
    small: true
  }
}

/** The way of events and audiences, with what passed on each stretch. */
export function Diagram({ layout, edges }: { layout: Layout; edges: Record<Edge, EdgeCount> }) {
  const { width, height, boxes } = layout
  return (
    <svg
      class={`diagram ${width < 500 ? 'is-narrow' : ''}`}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label="How events and audiences travel"
    >
      <defs>
        <marker
          id="tip"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="7"
          markerHeight="7"
          orient="auto-start-reverse"
        >
          <path d="M0 0.5 L7 4 L0 7.5 z" class="tip" />
        </marker>
      </defs>
      {(Object.keys(NODES) as NodeName[]).map((name) => (
        <Node key={name} box={boxes[name]} {...NODES[name]} />
      ))}
      {ARROWS.map((arrow) => (
        <FlowArrow
          key={arrow.edge}
          arrow={arrow}
          from={boxes[arrow.from]}
          to={boxes[arrow.to]}
          count={edges[arrow.edge]}
        />
      ))}
    </svg>
  )
}

const LINE = 19

function Node({ box, lines, kind, small }: { box: Box; lines: readonly string[]; kind: string; small?: true }) {
  const top = box.y + box.h / 2 - ((lines.length - 1) * LINE) / 2
  return (
    <g class={`node is-${kind}`}>
      <rect x={box.x} y={box.y} width={box.w} height={box.h} rx="12" />
      {lines.map((line, index) => (
        <text
          key={line}
          x={box.x + box.w / 2}
          y={top + index * LINE}
          class={small && index > 0 ? 'node-detail' : 'node-name'}
        >
          {line}
        </text>
      ))}
    </g>
  )
}

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

const NOTE_LINE = 16
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
            <text class={isBad ? 'arrow-bad' : 'arrow-note'} x={x} y={y + index * NOTE_LINE} text-anchor={anchor}>
              {words}
            </text>
          </a>
        )
      })}
      {count.retried > 0 && (
        <text class="arrow-note" x={x} y={y + found.length * NOTE_LINE} text-anchor={anchor}>
          {thousands(count.retried)} {count.retried === 1 ? 'retry' : 'retries'}
        </text>
      )}
    </>
  )
}
