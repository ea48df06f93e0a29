import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root'
import { addBackfill } from '../commands/backfill'
import { addCheck } from '../commands/check'
import { addFunctions } from '../commands/functions'
import { addReconcile } from '../commands/reconcile'
import { addServe } from '../commands/serve'
import { addStart } from '../commands/start'
import { addSync } from '../commands/sync'

const EXIT_CODES = `
Every command ends with
  0  all well; skipped events are well
  1  something was rejected or failed, or a check found something wrong
  2  it could not run: a bad option, file or credential`

/** The command line with all its commands; nothing runs until it is given arguments. */
export function buildProgram(): Command {
  const program = new Command('heap-appcues')
    .description(
      'Heap and Appcues, joined through Segment: try it here, backfill history, sync, check and reconcile audiences, serve webhooks.'
    )
    .version(packageVersion())
    .addHelpText('after', EXIT_CODES)
    .exitOverride()
  for (const add of [addStart, addBackfill, addSync, addCheck, addReconcile, addServe, addFunctions]) add(program)
  return program
}

function packageVersion(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as { version: string }
  return version
}
