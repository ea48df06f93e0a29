import escapeRegExp from 'lodash/escapeRegExp'

/** Who may import what. The first row whose `of` fits a file decides for it; the rest is forbidden. */
export interface Fence {
  of: RegExp
  /** What it may import: files by path below the root, packages by name. */
  may: RegExp[]
  /** What it may import types from. */
  types?: RegExp[]
}

const DESTINATION = 'src/destinations/heap-appcues'
const inDestination = (pattern: string): RegExp => new RegExp(`^${DESTINATION}/${pattern}$`)

const ACTION = '(?:trackEvent|updateUser|syncAudience|updateAppcuesUser|forwardEvent)'
const core = /^@segment\/actions-core$/
/** Of the framework, the trigger parser and the sentences about a payload that does not fit. Neither makes code at run time. */
const hostKit = [/^@segment\/destination-subscriptions$/, /^@segment\/ajv-human-errors$/]
const lodash = /^lodash\/\w+$/
/** Tables: pure data, and rules that say nothing of a vendor's requests. */
const pure = inDestination('(?:catalog|versioning-info|(?:[^/]+/)?generated-types|shared/(?:limits|time|mapping))\\.ts')
const shared = inDestination(
  '(?:catalog|settings|common-fields|versioning-info|(?:[^/]+/)?generated-types|shared/[a-z-]+)\\.ts'
)
const audience = inDestination('audience/.+\\.ts')
const heap = inDestination('heap/.+\\.ts')
const appcues = inDestination('appcues/.+\\.ts')
const action = (name: string): RegExp => inDestination(`${name}/.+\\.ts`)
const anyAction = inDestination(`${ACTION}/.+\\.ts`)

/** The destination's pure rules, which the sources share: one list of events, of placeholder ids, of what belongs to a profile. */
const sourceCatalog = inDestination('(?:catalog|shared/(?:time|identity))\\.ts')
/** The public entry of the package. Nothing inside the project goes through it: each file names what it needs. */
const entry = /^src\/index\.ts$/
/** Everything that runs the destination takes it from here. */
const definition = /^host\/delivery\/definition\.ts$/

const files = (names: readonly string[]): RegExp[] => names.map((name) => new RegExp(`^${escapeRegExp(name)}$`))

/** The files of `src` that the host and the bench run, and those of which they know only the types. One that is not used is not listed. */
export const needs = {
  host: {
    files: [
      ...['api', 'client', 'concurrency', 'ids', 'profiles', 'response'].map(
        (name) => `${DESTINATION}/appcues/${name}.ts`
      ),
      ...['admission', 'registry', 'remembered'].map((name) => `${DESTINATION}/audience/${name}.ts`),
      ...['http', 'identity', 'limits', 'time'].map((name) => `${DESTINATION}/shared/${name}.ts`),
      `${DESTINATION}/catalog.ts`,
      'src/runtime/handler/index.ts',
      'src/sources/index.ts',
      ...['from-export-row', 'index', 'verify'].map((name) => `src/sources/appcues-webhook/${name}.ts`),
      ...['errors', 'json', 'settings'].map((name) => `src/sources/shared/${name}.ts`)
    ],
    types: ['src/sources/shared/types.ts']
  },
  bench: {
    files: ['src/runtime/handler/index.ts', 'src/sources/index.ts'],
    types: [`${DESTINATION}/generated-types.ts`, 'src/sources/shared/types.ts']
  }
} as const
/** Modules of Node's and packages of our own choosing, outside `src`. */
const anyPackage = /^(?!\.)(?!src\/|host\/|scripts\/|bench\/|examples\/|__tests__\/)[@\w].*$/

export const fences: Fence[] = [
  { of: pure, may: [pure], types: [core] },
  { of: audience, may: [shared, appcues, audience, core, lodash] },
  { of: shared, may: [shared, core, lodash] },
  { of: heap, may: [shared, heap, core, lodash] },
  { of: appcues, may: [shared, appcues, core, lodash] },
  ...['trackEvent', 'updateUser', 'syncAudience', 'updateAppcuesUser', 'forwardEvent'].map((name) => ({
    of: action(name),
    may: [shared, heap, appcues, audience, action(name), core, lodash]
  })),
  { of: inDestination('presets\\.ts'), may: [shared, anyAction, core, lodash] },
  { of: inDestination('(?:authentication|deletion)\\.ts'), may: [shared, heap, appcues, core, lodash] },
  { of: inDestination('index\\.ts'), may: [inDestination('.+\\.ts'), core, lodash] },

  ...['appcues-webhook', 'heap-segment-sync', 'heap-event-webhook'].map((name) => ({
    of: new RegExp(`^src/sources/${name}/`),
    may: [new RegExp(`^src/sources/(?:${name}|shared)/.+\\.ts$`), sourceCatalog]
  })),
  { of: /^src\/sources\/index\.ts$/, may: [/^src\/sources\//] },
  { of: /^src\/sources\/shared\/node-crypto\.ts$/, may: [/^(?:node:)?crypto$/] },
  { of: /^src\/sources\/shared\//, may: [/^src\/sources\/shared\//, sourceCatalog] },

  {
    of: /^src\/runtime\/core\//,
    may: [
      /^src\/runtime\/core\//,
      inDestination('(?:index|settings|(?:appcues|heap)/(?:api|client)|shared/[a-z-]+)\\.ts'),
      core,
      ...hostKit,
      lodash
    ],
    types: [/^src\/destinations\//]
  },
  {
    of: /^src\/runtime\/destination-function\//,
    may: [/^src\/runtime\/(?:core|destination-function)\//, inDestination('(?:index|settings)\\.ts'), core]
  },
  {
    of: /^src\/runtime\/handler\//,
    may: [
      /^src\/runtime\/(?:core|handler)\//,
      inDestination('(?:index|settings)\\.ts'),
      /^src\/sources\/(?:index|shared\/.+)\.ts$/,
      core
    ],
    types: [/^src\/destinations\//]
  },

  { of: entry, may: [inDestination('(?:index|catalog)\\.ts'), /^src\/sources\/index\.ts$/, core], types: [/^src\//] },

  /** The page runs in a browser: of the server it knows the vocabulary they share. Types are gone when anything runs. */
  {
    of: /^host\/page\//,
    may: [/^host\/page\//, /^host\/server\/api-types\.ts$/, /^preact(?:\/|$)/],
    types: [/^host\//]
  },
  { of: definition, may: [inDestination('index\\.ts')] },
  {
    of: /^host\//,
    may: [/^host\/(?!page\/)/, ...files(needs.host.files), /^examples\//, anyPackage],
    types: files(needs.host.types)
  },
  {
    of: /^bench\//,
    may: [/^bench\//, /^host\//, ...files(needs.bench.files), /^examples\//, anyPackage],
    types: files(needs.bench.types)
  },
  { of: /^examples\//, may: [/^examples\//], types: [entry] },
  /** Generators write from every table there is; nothing in `src` or `host` knows of them. */
  { of: /^scripts\//, may: [/^scripts\//, /^src\//, /^examples\//, /^host\/cli\/env-example\.ts$/, anyPackage] },
  { of: /^__tests__\//, may: [/^(?!__tests__\/.*\.test\.tsx?$)/] }
]
