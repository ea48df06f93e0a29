import type { Edge, EdgeCount } from '../../server/api-types'
import { FlowArrow } from './flow-arrow'
import { ARROWS } from './diagram-layout'
import type { Box, Layout, NodeName } from './diagram-layout'

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
