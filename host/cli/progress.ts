import { SingleBar } from 'cli-progress'
import { thousands } from './tables'

/** How far a run is. */
export interface Position {
  rows: number
  /** Bytes of the input read so far. */
  read: number
}

/** A bar on the screen, or a line now and then where there is no screen. */
export interface Progress {
  show: (position: Position) => void
  stop: () => void
}

/** Milliseconds between two lines. */
const LINE_EVERY = 5000

const KNOWN = '{bar} {percentage} % · {rows} rows · {rate} a second · {eta_formatted} left'
const UNKNOWN = '{rows} rows · {rate} a second · {duration_formatted}'

/**
 * Shows progress by the bytes read, with the rows a second and the time left.
 *
 * @param size bytes in all; without it (standard input) only what was done is shown
 * @param rowsBefore rows done by an earlier run
 */
export function createProgress(size: number | undefined, stream = process.stderr): Progress {
  if (!stream.isTTY) return progressLines(size, stream)
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

/** For a log: how far, how fast, and no line for a run that is over soon. */
function progressLines(size: number | undefined, stream: NodeJS.WriteStream): Progress {
  const start = performance.now()
  let last = start
  return {
    show: ({ rows, read }) => {
      const now = performance.now()
      if (now - last < LINE_EVERY) return
      last = now
      const share = size ? `${Math.floor((100 * Math.min(read, size)) / size)} % · ` : ''
      stream.write(
        `${share}${thousands(rows)} rows · ${thousands(Math.round((rows * 1000) / (now - start)))} a second\n`
      )
    },
    stop: () => undefined
  }
}
