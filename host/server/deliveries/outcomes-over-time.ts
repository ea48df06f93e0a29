import type { TimeBar } from '../api-types'
import type { Delivery } from './delivery'

/** Deliveries over time: the most bars, and the milliseconds of one, which double when there are too many. */
const MOST_BARS = 60
const FIRST_STEP = 1000

/** How many deliveries came to which end when: bars of equal time, which grow together when there are too many. */
export class OutcomesOverTime {
  readonly bars: TimeBar[] = []
  private step = FIRST_STEP

  add({ outcome }: Delivery, now = Date.now()): void {
    if (outcome === 'waiting') return
    this.barAt(now)[outcome] += 1
  }

  private barAt(now: number): TimeBar {
    const at = now - (now % this.step)
    const last = this.bars[this.bars.length - 1]
    if (last && last.at >= at) return last
    const bar: TimeBar = { at, step: this.step, delivered: 0, skipped: 0, rejected: 0, failed: 0 }
    this.bars.push(bar)
    const [first] = this.bars
    if ((at - first.at) / this.step < MOST_BARS) return bar
    this.coarsen()
    return this.barAt(now)
  }

  private coarsen(): void {
    this.step *= 2
    const old = this.bars.splice(0)
    for (const bar of old) {
      const at = bar.at - (bar.at % this.step)
      const last = this.bars[this.bars.length - 1]
      if (last?.at !== at) {
        this.bars.push({ ...bar, at, step: this.step })
        continue
      }
      for (const outcome of ['delivered', 'skipped', 'rejected', 'failed'] as const) last[outcome] += bar[outcome]
    }
  }
}
