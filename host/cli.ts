#!/usr/bin/env node
import { Command } from 'commander'
import { CommandError } from './command-error'
import { addBackfill } from './commands/backfill'
import { addCheck } from './commands/check'
import { addReconcile } from './commands/reconcile'
import { addStart } from './commands/start'
import { addSync } from './commands/sync'
import { InputError } from './input/input-error'

const program = new Command('heap-appcues').description(
  'Heap and Appcues, joined through Segment: try it here, backfill history, sync, check and reconcile audiences.'
)
addStart(program)
addBackfill(program)
addSync(program)
addCheck(program)
addReconcile(program)

program.parseAsync().catch((error: unknown) => {
  const inWords = error instanceof CommandError || error instanceof InputError
  console.error(inWords ? error.message : error)
  process.exitCode = 2
})
