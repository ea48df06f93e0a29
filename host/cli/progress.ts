import { SingleBar } from 'cli-progress'

/** How far a run is. */
export interface Position {
  rows: number
  /** Bytes of the input read so far. */
  read: number
}

/** A bar on the screen, or nothing where there is no screen. */
export interface Progress {
  show: (position: Position) => void
  stop: () => void
}

const KNOWN = '{bar} {percentage} % · {rows} rows · {rate} a second · {eta_formatted} left'
const UNKNOWN = '{rows} rows · {rate} a second · {duration_formatted}'

/**
 * Shows progress by the bytes read, with the rows a second and the time left.
 *
 * @param size bytes in all; without it (standard input) only what was done is shown
 * @param rowsBefore rows done by an earlier run
 */
export function createProgress(size: number | undefined, stream = process.stderr): Progress {
  if (!stream.isTTY) return { show: () => undefined, stop: () => undefined }
  const bar = new SingleBar({
    format: size === undefined ? UNKNOWN : KNOWN,
    stream,
    hideCursor: true,
    etaBuffer: 20,
    clearOnComplete: true
  })
  const start = performance.now()
  bar.start(size ?? 0, 0, { rows: 0, rate: 0 })
  return {
    show: ({ rows, read }) => {
      const seconds = (performance.now() - start) / 1000
      bar.update(read, { rows, rate: Math.round(rows / Math.max(seconds, 0.001)) })
    },
    stop: () => bar.stop()
  }
}
