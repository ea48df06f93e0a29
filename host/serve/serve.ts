import { CommandError } from '../cli/command-error'
import type { Environment } from '../cli/environment'
import { sourceVariableOf, variableOf } from '../cli/environment'
import { definition } from '../delivery/definition'
import { ConfigurationError, createHandler } from '../../src/runtime/handler'
import type { Handler, HandlerOptions } from '../../src/runtime/handler'
import { sources } from '../../src/sources'
import { JsonLog } from './json-log'
import { SECRETS, addressIn, handlerOptions } from './options-from-environment'
import { startServer } from './server'

export interface ServeContext {
  environment: Environment
  write: (line: string) => void
  /** Ends the server. */
  signal: AbortSignal
  /** Makes the requests to the vendors; the platform's own unless given. */
  fetch?: HandlerOptions['fetch']
}

const SUMMARY_EVERY = 60_000

/**
 * Serves the webhooks until the signal; what is on its way then comes through first.
 *
 * @throws CommandError when the environment is not complete
 */
export async function serve({ environment, write, signal, fetch }: ServeContext): Promise<void> {
  const log = new JsonLog(write, () => new Date())
  if (!SECRETS.some((name) => environment[name]?.trim())) {
    throw new CommandError(`There is nothing to receive. Fill in one of ${SECRETS.join(', ')}.`)
  }
  const handler = handlerFrom({ ...handlerOptions(environment), log: log.entry, fetch })
  const { host, port } = addressIn(environment)
  const server = await startServer(handler, host, port)
  log.line({ level: 'info', kind: 'started', url: server.url })
  const timer = setInterval(() => log.summary(), SUMMARY_EVERY)
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await server.close()
  clearInterval(timer)
  log.summary()
  log.line({ level: 'info', kind: 'ended' })
}

function handlerFrom(options: HandlerOptions): Handler {
  try {
    return createHandler(options)
  } catch (error) {
    throw error instanceof ConfigurationError ? new CommandError(withVariables(error.message)) : error
  }
}

/** The handler names a setting as the screen does; here it is a variable. */
function withVariables(message: string): string {
  const source = Object.entries(sources).find(([key]) => message.startsWith(`sources.${key}:`))?.[1]
  const table: Readonly<Record<string, { label: string }>> = source?.settings ?? definition.authentication?.fields ?? {}
  const variables = Object.entries(table)
    .filter(([, { label }]) => message.includes(label))
    .map(([key]) => (source ? sourceVariableOf(source.name, key) : variableOf(key)))
  return variables.length === 0 ? message : `${message} Variables: ${variables.join(', ')}.`
}
