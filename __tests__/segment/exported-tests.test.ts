import { testFiles } from '../../scripts/export/test-files'
import { temporaryFolder } from '../support/temporary'

const project = (tests: Record<string, string>): string =>
  temporaryFolder({
    'src/index.ts': 'export default 1\n',
    'host/delivery/definition.ts': 'export const definition = 1\n',
    'src/sources/index.ts': 'export const sources = {}\n',
    'src/destinations/heap-appcues/index.ts': 'export default 1\n',
    'src/destinations/heap-appcues/heap/client.ts': 'export const api = 1\n',
    'src/destinations/heap-appcues/trackEvent/index.ts': 'export default 1\n',
    '__tests__/support/calls.ts': "import nock from 'nock'\nexport const calls = nock\n",
    '__tests__/support/random.ts': "import fc from 'fast-check'\nexport const random = fc\n",
    ...tests
  })

const outcome = (text: string): { there: string | undefined; reason: string | undefined } => {
  const { files, leftHere } = testFiles(project({ '__tests__/destinations/heap/client.test.ts': text }))
  return { there: files.get('heap/__tests__/client.test.ts'), reason: [...leftHere.values()][0] }
}

describe('tests that travel with the destination', () => {
  it.each([
    ["import { api } from '../../../src/destinations/heap-appcues/heap/client'", "import { api } from '../client'"],
    ["import action from '../../../src/destinations/heap-appcues/trackEvent'", "import action from '../../trackEvent'"],
    ["import definition from '../../../src/destinations/heap-appcues'", "import definition from '../..'"],
    ["import { definition } from '../../../host/delivery/definition'", "import definition from '../..'"],
    [
      "import { calls } from '../../support/calls'",
      "import { calls } from '../../__tests__/__helpers__/support/calls'"
    ],
    ["jest.mock('../../../src/destinations/heap-appcues/heap/client')", "jest.mock('../client')"],
    ["import get from 'lodash/get'", "import get from 'lodash/get'"],
    ["import { createHmac } from 'node:crypto'", "import { createHmac } from 'node:crypto'"],
    ["const text = 'import x from \\'../../support/calls\\''", "const text = 'import x from \\'../../support/calls\\''"]
  ])('find what %s means', (here, there) => {
    expect(outcome(`${here}\n`)).toStrictEqual({ there: `${there}\n`, reason: undefined })
  })

  it('bring along what they share', () => {
    const { files } = testFiles(
      project({ '__tests__/destinations/a.test.ts': "import { calls } from '../support/calls'\ncalls()\n" })
    )
    expect([...files]).toStrictEqual([
      ['__tests__/a.test.ts', "import { calls } from './__helpers__/support/calls'\ncalls()\n"],
      ['__tests__/__helpers__/support/calls.ts', "import nock from 'nock'\nexport const calls = nock\n"]
    ])
  })

  it('bring their snapshot, under the first line that Jest 27 writes', () => {
    const { files } = testFiles(
      project({
        '__tests__/segment/snapshot.test.ts': 'export {}\n',
        '__tests__/segment/__snapshots__/snapshot.test.ts.snap':
          '// Jest Snapshot v1, https://elsewhere\n\nexports = 1\n'
      })
    )
    expect(files.get('__tests__/__snapshots__/snapshot.test.ts.snap')).toBe(
      '// Jest Snapshot v1, https://goo.gl/fbAQLP\n\nexports = 1\n'
    )
  })

  it.each([
    ["import fc from 'fast-check'", '__tests__/destinations/heap/client.test.ts needs fast-check'],
    ["import _ from 'lodash'", '__tests__/destinations/heap/client.test.ts needs lodash'],
    ["import { random } from '../../support/random'", '__tests__/support/random.ts needs fast-check'],
    ["import definition from '../../../src'", '__tests__/destinations/heap/client.test.ts needs src/index.ts'],
    [
      "import { CATALOG_NAME } from '../../../host/delivery/definition'",
      '__tests__/destinations/heap/client.test.ts needs host/delivery/definition.ts'
    ],
    [
      "import { sources } from '../../../src/sources'",
      '__tests__/destinations/heap/client.test.ts needs src/sources/index.ts'
    ],
    ["import { gone } from './gone'", '__tests__/destinations/heap/client.test.ts needs ./gone'],
    ['const file = __dirname', '__tests__/destinations/heap/client.test.ts reads files of this project']
  ])('stay here with %s', (text, reason) => {
    expect(outcome(`${text}\n`)).toStrictEqual({ there: undefined, reason })
  })

  it('are those of the destination, beside what they test, and the snapshot', () => {
    const files = [
      'sources/a',
      'host/a',
      'segment/presets',
      'fences/a',
      'destinations/b',
      'destinations/trackEvent/c',
      'destinations/presets/d',
      'segment/snapshot'
    ]
    const root = project(Object.fromEntries(files.map((file) => [`__tests__/${file}.test.ts`, 'export {}\n'])))
    expect([...testFiles(root).files.keys()]).toStrictEqual([
      '__tests__/b.test.ts',
      '__tests__/presets/d.test.ts',
      'trackEvent/__tests__/c.test.ts',
      '__tests__/snapshot.test.ts'
    ])
  })
})
