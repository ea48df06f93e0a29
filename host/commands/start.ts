import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { interruption, keepMemoryLean } from '../cli/command-context'
import { CommandError } from '../cli/command-error'
import { readEnvironment } from '../cli/environment'
import { packageRoot } from '../cli/package-root'
import { fileSize } from '../input/open-input'
import { pageSecret } from '../server/access'
import { initialSettings, initialSourceSettings } from '../server/initial-settings'
import { createLocalHost } from '../server/local-host'
import type { Addresses, LocalHost } from '../server/local-host'
import { replay, showAudience } from '../server/replay'

interface StartFlags {
  port: number
  webhookPort: number
  live?: boolean
  open?: boolean
  once?: boolean
}

const PORT = 3000
const WEBHOOK_PORT = 3001

/** Milliseconds that the end may take, whatever hangs. */
const LONGEST_END = 4000

export function addStart(program: Command): void {
  program
    .command('start')
    .description('See it work: both vendors as sandboxes on this machine, an export replayed into them, and a page.')
    .argument('[file]', 'an export of Appcues events; the bundled example unless given')
    .option('--port <number>', 'where the page is served', toPort, PORT)
    .option('--webhook-port <number>', 'where webhooks are taken: the port to tunnel', toPort, WEBHOOK_PORT)
    .option('--live', 'with the real Heap and Appcues (credentials in the environment or in .env); nothing is replayed')
    .option('--open', 'open the page in the browser')
    .option('--once', 'replay, say what happened, and end')
    .addHelpText(
      'after',
      '\nstart prints the addresses of its sandboxes. The other commands work on them:\n  heap-appcues backfill export.csv --sandbox <address of the Heap sandbox>\n  heap-appcues sync members.csv --segment "Power users" --sandbox <address of the Appcues sandbox>'
    )
    .action(start)
}

function toPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('Give a number from 0 to 65535; 0 takes any free port.')
}

/** Serves the page until Ctrl-C, and replays meanwhile; what is on its way to a vendor then comes through first. */
async function start(file: string | undefined, flags: StartFlags): Promise<void> {
  const { live = false, once = false, open = false, port, webhookPort } = flags
  if (live && file !== undefined) {
    throw new CommandError(
      '--live replays nothing. To send an export to the real Heap: heap-appcues backfill <file> --live'
    )
  }
  if (file !== undefined && file !== '-') await fileSize(file)
  keepMemoryLean()
  const environment = readEnvironment()
  const host = await createLocalHost({
    ...{ port, webhookPort, live },
    settings: initialSettings(environment, live),
    sourceSettings: initialSourceSettings(environment),
    pageSecret: once ? undefined : pageSecret(),
    log: console.log
  })
  const { signal, end } = interruption()
  signal.addEventListener('abort', () => setTimeout(() => giveUp(host), LONGEST_END).unref())
  try {
    // The addresses first: whoever finds a port taken does not want to wait for a replay to hear so.
    const addresses = once ? undefined : await host.listen()
    if (addresses) console.log(welcome(addresses, host))
    if (addresses && open) openInBrowser(addresses.page)
    if (!live) await show(host, file, signal, once)
    if (!addresses || signal.aborted) return
    await new Promise((resolve) => signal.addEventListener('abort', resolve))
  } finally {
    end()
    await host.close()
  }
}

/** Leaves behind whatever hangs: a process that does not end is killed, and says nothing then. */
function giveUp({ counts }: LocalHost): never {
  console.error(`Ended with ${counts.waiting} deliveries on their way. Whether the vendors took them is unknown.`)
  process.exit(1)
}

function welcome({ page, webhooks }: Addresses, { sandboxes }: LocalHost): string {
  const lines = [
    `The page:  ${page}`,
    `Webhooks:  ${webhooks}/sources/<name>  (the one port to tunnel)`,
    sandboxes && `Sandboxes: Heap ${sandboxes.heap.url}, Appcues ${sandboxes.appcues.url}  (for --sandbox)`,
    'Ctrl-C ends it.'
  ]
  return `${lines.filter(Boolean).join('\n')}\n`
}

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', win32: 'explorer' }

/** Opens the page in the browser of whoever sits here. Where there is none, the address is on the screen anyway. */
function openInBrowser(url: string): void {
  spawn(OPENERS[process.platform] ?? 'xdg-open', [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

async function show(host: LocalHost, file: string | undefined, signal: AbortSignal, once: boolean): Promise<void> {
  const { result, report } = await replay(host, file ?? exampleFile(), signal)
  if (signal.aborted) return
  console.log(report)
  const { failed, rejected } = result.tally
  const isCutShort = result.stopped !== undefined || failed.total > 0
  // The example has bad rows on purpose, and where the page stays up it shows them: neither is an error.
  if (isCutShort || (once && file !== undefined && rejected.total > 0)) process.exitCode = 1
  if (!isCutShort) console.log(`\n${await showAudience(host)}`)
}

/** The bundled history. */
const exampleFile = (): string => join(packageRoot(), 'examples', 'appcues-export.ndjson')
