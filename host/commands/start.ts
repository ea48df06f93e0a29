import { join } from 'node:path'
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { CommandError } from '../cli/command-error'
import { readEnvironment } from '../cli/environment'
import { interruption } from '../cli/interruption'
import { openInBrowser } from '../cli/open-in-browser'
import { packageRoot } from '../cli/package-root'
import { initialSettings, initialSourceSettings } from '../server/initial-settings'
import { createLocalHost } from '../server/local-host'
import type { LocalHost } from '../server/local-host'
import { replay } from '../server/replay'
import { showAudience } from '../server/show-audience'

interface StartFlags {
  port: number
  live?: boolean
  open?: boolean
  once?: boolean
}

const PORT = 3000

export function addStart(program: Command): void {
  program
    .command('start')
    .description('See it work: both vendors as sandboxes on this machine, an export replayed into them, and a page.')
    .argument('[file]', 'an export of Appcues events; the bundled example unless given')
    .option('--port <number>', 'where the page is served', toPort, PORT)
    .option('--live', 'with the real Heap and Appcues (credentials in the environment or in .env); nothing is replayed')
    .option('--open', 'open the page in the browser')
    .option('--once', 'replay, say what happened, and end')
    .action(start)
}

function toPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Give a number from 0 to 65535; 0 takes any free port.')
}

/** Serves the page until Ctrl-C, after a replay; what is on its way to a vendor then comes through first. */
async function start(file: string | undefined, flags: StartFlags): Promise<void> {
  const { live = false, once = false, open = false, port } = flags
  if (live && file !== undefined) {
    throw new CommandError(
      '--live replays nothing. To send an export to the real Heap: heap-appcues backfill <file> --live'
    )
  }
  const environment = readEnvironment()
  const settings = initialSettings(environment, live)
  const host = await createLocalHost({ port, live, settings, sourceSettings: initialSourceSettings(environment) })
  const { signal, end } = interruption()
  try {
    // The port first: who finds it taken does not want to wait for a replay to hear so.
    const url = once ? undefined : await host.listen()
    if (!live) await show(host, file ?? exampleFile(), signal)
    if (url === undefined || signal.aborted) return
    console.log(`\nThe page: ${url}\nCtrl-C ends it.`)
    if (open) openInBrowser(url)
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  } finally {
    end()
    await host.close()
  }
}

async function show(host: LocalHost, file: string, signal: AbortSignal): Promise<void> {
  const { result, report } = await replay(host, file, signal)
  console.log(report)
  // The example has bad rows on purpose: to name them is its success.
  if (result.stopped !== undefined || result.tally.failed.total > 0) process.exitCode = 1
  else console.log(`\n${await showAudience(host)}`)
}

/** The bundled history. */
const exampleFile = (): string => join(packageRoot(), 'examples', 'appcues-export.ndjson')
