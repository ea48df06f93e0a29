import { definition } from '../delivery/definition'
import { CommandError } from '../cli/command-error'
import type { Environment } from '../cli/environment'
import { settingsFrom, sourceVariableOf } from '../cli/environment'
import { initialSourceSettings } from '../server/initial-settings'
import type { HandlerOptions, SourceKey } from '../../src/runtime/handler'
import { sources } from '../../src/sources'
import type { SourceSetting } from '../../src/sources/shared/types'

/** The variables beside those of the settings: what each is, for `--help` and `.env.example`. */
export const SERVE_VARIABLES = {
  HOST: 'The address to listen on: 127.0.0.1 unless given. 0.0.0.0 is all of them.',
  PORT: 'The port to listen on: 8080 unless given; 0 takes any free one.',
  SEGMENT_TOKEN: 'The bearer token of /segment: a long random text. Without it there is no such route.',
  PRESETS_OFF: 'Names of presets to switch off, separated by commas.',
  FORWARD_EVENTS: 'Names of events to forward to Appcues, separated by commas.',
  EXTRA_PROPERTIES:
    'More properties for the Appcues events in Heap, separated by commas: Plan=context.traits.plan, Locale=properties.localeName.',
  APPCUES_USER_PROPERTIES:
    'User properties that identify calls set in Appcues, separated by commas: Plan=traits.plan. None unless named.'
} as const

/** One of these opens a route. */
export const SECRETS: readonly string[] = [
  ...Object.values(sources).flatMap(({ name, settings }) =>
    Object.entries<SourceSetting>(settings).flatMap(([key, { sensitive }]) =>
      sensitive ? [sourceVariableOf(name, key)] : []
    )
  ),
  'SEGMENT_TOKEN'
]

const DEFAULT_HOST = '127.0.0.1'
const DEFAULT_PORT = 8080

/** Everything that the handler needs, from the environment. */
export function handlerOptions(environment: Environment): HandlerOptions {
  const table = definition.authentication?.fields ?? {}
  const byName = initialSourceSettings(environment)
  const ofSources = Object.entries(sources).map(([key, { name }]) => [key as SourceKey, byName[name]] as const)
  return {
    settings: settingsFrom(environment, table, Object.keys(table)),
    sources: Object.fromEntries(ofSources.filter(([, values]) => Object.keys(values).length > 0)),
    token: environment.SEGMENT_TOKEN || undefined,
    presetsOff: listIn(environment.PRESETS_OFF),
    forwardEvents: listIn(environment.FORWARD_EVENTS),
    extraProperties: pairsIn('EXTRA_PROPERTIES', environment),
    appcuesUserProperties: pairsIn('APPCUES_USER_PROPERTIES', environment)
  }
}

const listIn = (text = ''): string[] =>
  text
    .split(/[,\n]/)
    .map((member) => member.trim())
    .filter((member) => member !== '')

const pairsIn = (variable: keyof typeof SERVE_VARIABLES, environment: Environment): Record<string, string> =>
  Object.fromEntries(listIn(environment[variable]).map((text) => pairIn(variable, text)))

function pairIn(variable: string, text: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  throw new CommandError(`${variable}: "${text}" has no "=". Write pairs such as Plan=context.traits.plan.`)
}

/** Where to listen. */
export function addressIn({ HOST, PORT }: Environment): { host: string; port: number } {
  const port = PORT?.trim() ? Number(PORT) : DEFAULT_PORT
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return { host: HOST?.trim() || DEFAULT_HOST, port }
  throw new CommandError(`PORT is "${PORT}": fill in a number from 0 to 65535.`)
}
