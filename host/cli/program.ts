import { Command } from 'commander'
import { addBackfill } from '../commands/backfill'
import { addCheck } from '../commands/check'
import { addFunctions } from '../commands/functions'
import { addReconcile } from '../commands/reconcile'
import { addServe } from '../commands/serve'
import { addStart } from '../commands/start'
import { addSync } from '../commands/sync'

/** The command line with all its commands; nothing runs until it is given arguments. */
export function buildProgram(): Command {
  const program = new Command('heap-appcues').description(
    'Heap and Appcues, joined through Segment: try it here, backfill history, sync, check and reconcile audiences, serve webhooks.'
  )
  for (const add of [addStart, addBackfill, addSync, addCheck, addReconcile, addServe, addFunctions]) add(program)
  return program
}
