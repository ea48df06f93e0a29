import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Checkout } from './checkout'
import type { Plan } from './plan'
import { writeRecord } from './record'

/** Does what the plan says. */
export function applyPlan({ destinations, record }: Checkout, plan: Plan): void {
  for (const [file, text] of [...plan.added, ...plan.changed]) {
    const target = path.join(destinations, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  for (const file of plan.removed) rmSync(path.join(destinations, file))
  writeRecord(record, plan.record)
}
