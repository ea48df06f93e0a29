import { sources } from '../../src/sources'
import { withServerDefaults } from '../../src/sources/shared/settings'
import type { Source } from '../../src/sources/shared/types'
import { definition } from '../delivery/definition'
import { SERVE_VARIABLES } from '../serve/options-from-environment'
import { sourceVariableOf, variableOf } from './environment'

interface Setting {
  label: string
  description: string
  choices?: readonly unknown[] | null
  default?: unknown
}

/** `.env.example`: every variable that a command reads, with what the settings' own tables say about it. */
export function envExample(): string {
  const fields = Object.entries<Setting>(definition.authentication?.fields ?? {})
  const ofVendor = (vendor: string) => fields.filter(([key]) => key.startsWith(vendor))
  const others = fields.filter(([key]) => !/^(?:heap|appcues)/.test(key))
  return [
    'Copy this file to .env and fill in what you need; what stays empty is not set. Keep .env out of your repository.',
    section('Heap', ofVendor('heap'), variableOf),
    section('Appcues', ofVendor('appcues'), variableOf),
    ...(others.length > 0 ? [section('Both', others, variableOf)] : []),
    ...Object.values(sources).map(({ name, settings }) =>
      section(`Source ${name}`, onAServer(settings), (key) => sourceVariableOf(name, key))
    ),
    ['heap-appcues serve', ...Object.entries(SERVE_VARIABLES).map(ofServe)].join('\n\n')
  ]
    .map((part) => `# ${part}\n`)
    .join('\n')
}

/** The image sets these two, and Docker would set them to nothing where the file does. */
const SET_BY_IMAGE = ['HOST', 'PORT']

const ofServe = ([name, text]: [string, string]): string =>
  SET_BY_IMAGE.includes(name) ? `# ${text}\n# ${name}=` : variable(name, text)

/** A source's settings with the defaults of a server of one's own: that is where these variables are read. */
const onAServer = (settings: Source['settings']): [string, Setting][] =>
  Object.entries<Setting>({ ...settings }).map(([key, setting]) => {
    const { [key]: value = setting.default } = withServerDefaults(settings, {})
    return [key, { ...setting, default: value }]
  })

const section = (title: string, settings: readonly [string, Setting][], nameOf: (key: string) => string): string =>
  [title, ...settings.map(([key, setting]) => variable(nameOf(key), textOf(setting), setting.default))].join('\n\n')

function textOf({ label, description, choices }: Setting): string {
  const values = (choices ?? []).map((choice) => String((choice as { value?: unknown }).value ?? choice))
  const oneOf = values.length > 0 ? ` One of: ${values.join(', ')}.` : ''
  return `${label}. ${description.replace(/\s+/g, ' ')}${oneOf}`
}

const variable = (name: string, text: string, value: unknown = ''): string =>
  `# ${text}\n${name}=${['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''}`
