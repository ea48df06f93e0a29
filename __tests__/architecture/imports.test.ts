import { moduleNames } from '../../scripts/export/source-files'
import { fences, needs } from './support/fences'
import { circlesIn, projectFiles, reachOf, resolved, textOf, typescriptFiles } from './support/project'

function trespasses(file: string, text: string): string[] {
  const fence = fences.find(({ of }) => of.test(file))
  if (!fence) return [`${file} stands outside every fence: give it a row`]
  return moduleNames(file, text).flatMap(({ name, typeOnly }) => {
    const target = resolved(file, name)
    const allowed = typeOnly ? [...fence.may, ...(fence.types ?? [])] : fence.may
    return allowed.some((pattern) => pattern.test(target)) ? [] : [`${file} imports ${target}`]
  })
}

describe('who may import what', () => {
  it('finds the project', () => {
    expect(typescriptFiles.length).toBeGreaterThan(100)
  })

  it('holds in every file', () => {
    expect(typescriptFiles.flatMap((file) => trespasses(file, textOf(file)))).toStrictEqual([])
  })

  const destination = 'src/destinations/heap-appcues'

  it.each([
    [`${destination}/heap/client.ts`, '../appcues/api'],
    [`${destination}/appcues/api.ts`, '../heap/client'],
    [`${destination}/heap/client.ts`, '../trackEvent/fields'],
    [`${destination}/heap/client.ts`, '../presets'],
    [`${destination}/trackEvent/index.ts`, '../updateUser'],
    [`${destination}/trackEvent/index.ts`, '../presets'],
    [`${destination}/trackEvent/index.ts`, 'crypto'],
    [`${destination}/trackEvent/index.ts`, 'lodash'],
    [`${destination}/trackEvent/index.ts`, '../../../sources/shared/segment-call'],
    [`${destination}/catalog.ts`, '@segment/actions-core'],
    [`${destination}/shared/time.ts`, '../settings'],
    [`${destination}/settings.ts`, './heap/client'],
    [`${destination}/index.ts`, '../../sources'],
    [`${destination}/index.ts`, '../heap-cloud'],
    [`${destination}/brand-new.ts`, './catalog'],
    ['src/sources/appcues-webhook/receive.ts', '../heap-segment-sync/receive'],
    ['src/sources/appcues-webhook/receive.ts', '../../destinations/heap-appcues/heap/properties'],
    ['src/sources/appcues-webhook/receive.ts', '../../destinations/heap-appcues'],
    ['src/sources/appcues-webhook/receive.ts', 'lodash/get'],
    ['src/sources/shared/segment-call.ts', 'node:crypto'],
    ['src/runtime/core/deliver.ts', 'ajv'],
    ['src/runtime/core/deliver.ts', '../../sources'],
    ['src/runtime/handler/index.ts', 'hono'],
    ['src/runtime/destination-function/index.ts', '../../sources'],
    ['src/index.ts', '../host/cli'],
    ['host/cli.ts', '../src'],
    ['host/cli.ts', '../src/destinations/heap-appcues/trackEvent/build-event'],
    ['host/cli.ts', '../src/destinations/heap-appcues/shared/batch'],
    ['bench/run.ts', '../src/sources/shared/json'],
    ['host/cli.ts', '../__tests__/support/expect-call'],
    ['host/page/index.tsx', '../server/app'],
    ['bench/run.ts', '../src/destinations/heap-appcues/heap/client'],
    ['examples/flow.ts', '../src'],
    ['__tests__/a.test.ts', './segment/presets.test']
  ])('would not hold if %s imported %s', (file, name) => {
    expect(trespasses(file, `import a from '${name}'\n`)).toHaveLength(1)
  })

  it.each(['host', 'bench'] as const)('lists no file of src that %s does not need', (folder) => {
    const importers = typescriptFiles.filter((file) => file.startsWith(`${folder}/`))
    const imports = importers.flatMap((file) =>
      moduleNames(file, textOf(file)).map(({ name, typeOnly }) => ({ target: resolved(file, name), typeOnly }))
    )
    const run = new Set(imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target))
    const known = new Set(imports.map(({ target }) => target))
    expect(needs[folder].files.filter((file) => !run.has(file))).toStrictEqual([])
    expect(needs[folder].types.filter((file) => !known.has(file) || run.has(file))).toStrictEqual([])
  })

  it.each([
    [`${destination}/trackEvent/index.ts`, "import a from '../heap/client'"],
    [`${destination}/trackEvent/index.ts`, "import a from 'lodash/get'"],
    [`${destination}/settings.ts`, "import type { GlobalSetting } from '@segment/actions-core'"],
    [`${destination}/shared/mapping.ts`, "import type { JSONObject } from '@segment/actions-core'"],
    [`${destination}/presets.ts`, "import a from './trackEvent'"],
    ['src/sources/appcues-webhook/receive.ts', "import a from '../../destinations/heap-appcues/catalog'"],
    ['src/sources/appcues-webhook/receive.ts', "import a from '../shared/segment-call'"],
    ['host/delivery/definition.ts', "import a from '../../src/destinations/heap-appcues'"],
    ['host/cli.ts', "import { sources } from '../src/sources'"],
    ['examples/flow.ts', "import type { A } from '../src'"]
  ])('holds when %s says %s', (file, text) => {
    expect(trespasses(file, text)).toStrictEqual([])
  })

  it.each([
    "export * from '../appcues/api'",
    "const a = require('../appcues/api')",
    "void import('../appcues/api')",
    "type A = import('../appcues/api').A"
  ])('sees every way to import: %s', (text) => {
    expect(trespasses(`${destination}/heap/client.ts`, text)).toHaveLength(1)
  })
})

const DESTINATION = 'src/destinations/heap-appcues'

/** Data without behaviour: a reader skips it on the way from an event to its request. */
const TABLE = /(?:^|\/)(?:generated-types|catalog|settings|common-fields|presets|versioning-info|limits|fields)\.ts$/

const behaviourOn = (entry: string): string[] => reachOf(entry).filter((file) => !TABLE.test(file))

describe('the files on the way', () => {
  /** To follow one event from its entry to the request and back, a reader opens at most so many files, tables apart. */
  it.each([
    [`${DESTINATION}/trackEvent/index.ts`, 18],
    [`${DESTINATION}/syncAudience/index.ts`, 25],
    ['src/sources/appcues-webhook/on-request.ts', 18]
  ])('from %s are at most %i', (entry, most) => {
    const files = behaviourOn(entry)
    expect(files.length > most ? files : []).toStrictEqual([])
  })

  it('are few in the destination, and fewer at its root', () => {
    const files = projectFiles.filter((file) => file.startsWith(`${DESTINATION}/`))
    const root = files.filter((file) => !file.slice(DESTINATION.length + 1).includes('/'))
    const ours = files.filter((file) => /(?<!generated-types)\.ts$/.test(file))
    expect(ours.length).toBeLessThanOrEqual(50)
    expect(root.length).toBeLessThanOrEqual(10)
  })

  it('lead nowhere in a circle', () => {
    expect(circlesIn(typescriptFiles)).toStrictEqual([])
  })

  it('would be seen to lead in a circle', () => {
    const imports: Record<string, string[]> = { a: ['b', 'd'], b: ['c'], c: ['b'], d: [] }
    expect(circlesIn(['a'], (file) => imports[file])).toStrictEqual([['b', 'c', 'b']])
  })
})
