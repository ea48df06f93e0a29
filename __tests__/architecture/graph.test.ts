import { circlesIn, reachOf } from './support/graph'
import { projectFiles, typescriptFiles } from './support/project'

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
    expect(files.length).toBeLessThanOrEqual(58)
    expect(root.length).toBeLessThanOrEqual(11)
  })

  it('lead nowhere in a circle', () => {
    expect(circlesIn(typescriptFiles)).toStrictEqual([])
  })

  it('would be seen to lead in a circle', () => {
    const imports: Record<string, string[]> = { a: ['b', 'd'], b: ['c'], c: ['b'], d: [] }
    expect(circlesIn(['a'], (file) => imports[file])).toStrictEqual([['b', 'c', 'b']])
  })
})
