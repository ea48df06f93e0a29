import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { moduleNames } from '../../../scripts/export/imports'
import { isThere } from '../../../scripts/export/places'
import { contentOf, DESTINATIONS, fakeCheckout, registrations } from '../support/fake-checkout'
import { temporaryFolder } from '../../support/temporary'

const ROOT = path.join(__dirname, '../../..')
const OURS = `${DESTINATIONS}/heap-appcues`
const INDEX = `${DESTINATIONS}/index.ts`
const ID = '6a8461f58f98175178f49c3d'

/** The command as a person runs it. */
function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const tsx = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs')
  return spawnSync(process.execPath, [tsx, 'scripts/export.ts', ...args], { cwd: ROOT, encoding: 'utf8' })
}

describe('npm run export', () => {
  it('copies the destination as it is, with what Segment’s tools ask for, and registers it', () => {
    const checkout = fakeCheckout()
    const { status, stdout, stderr } = run(checkout)
    expect({ status, stderr }).toStrictEqual({ status: 0, stderr: '' })
    const there = contentOf(path.join(checkout, OURS))
    const here = contentOf(path.join(ROOT, 'src/destinations/heap-appcues'))
    expect(there).toMatchObject(here)
    expect(Object.keys(there)).toStrictEqual(
      expect.arrayContaining([
        'metadata.json',
        'versioning-info.ts',
        'generated-types.ts',
        '__tests__/snapshot.test.ts'
      ])
    )
    expect(readFileSync(path.join(checkout, INDEX), 'utf8')).toBe(
      registrations(`register('${'0'.repeat(24)}', './heap-appcues')`)
    )
    expect(stdout).toContain('Left to do by hand')
    expect(stdout).toContain('Ask Segment for the id of the destination')
  })

  it('leaves tests there whose every import is there too', () => {
    const checkout = fakeCheckout()
    run(checkout)
    const folder = path.join(checkout, OURS)
    const tests = Object.entries(contentOf(folder)).filter(([file]) => file.startsWith('__tests__/'))
    expect(tests.length).toBeGreaterThan(3)
    const missing = tests.flatMap(([file, text]) =>
      moduleNames(file, text)
        .map(({ name }) => name)
        .filter((name) => !(name.startsWith('.') ? standsAt(folder, file, name) : isThere(name)))
        .map((name) => `${file}: ${name}`)
    )
    expect(missing).toStrictEqual([])
  })

  it('changes nothing when it is run again', () => {
    const checkout = fakeCheckout()
    run(checkout)
    const first = contentOf(checkout)
    const { stdout } = run(checkout)
    expect(contentOf(checkout)).toStrictEqual(first)
    expect(stdout).not.toMatch(/^ {2}[+~-]/m)
  })

  it('shows every change first and makes none with --dry-run', () => {
    const checkout = fakeCheckout({ [`${OURS}/index.ts`]: "export default { slug: 'actions-heap-appcues' }\n" })
    const before = contentOf(checkout)
    const { status, stdout } = run(checkout, '--dry-run')
    expect(status).toBe(0)
    expect(contentOf(checkout)).toStrictEqual(before)
    expect(stdout).toContain('Would change in packages/destination-actions/src/destinations:')
    expect(stdout).toContain('\n  + heap-appcues/metadata.json\n')
    expect(stdout).toContain('\n  ~ heap-appcues/index.ts\n')
    expect(stdout).toContain('\n  ~ index.ts\n')
  })

  it('takes away what an earlier export left, and keeps the snapshots that were written there', () => {
    const checkout = fakeCheckout()
    run(checkout)
    const exported = contentOf(checkout)
    const snapshot = { [`${OURS}/__tests__/__snapshots__/snapshot.test.ts.snap`]: '// Jest Snapshot v1\n' }
    const later = fakeCheckout({ ...exported, ...snapshot, [`${OURS}/heap/gone.ts`]: 'export {}\n' })
    expect(run(later).stdout).toContain('\n  - heap-appcues/heap/gone.ts\n')
    expect(contentOf(later)).toStrictEqual({ ...exported, ...snapshot })
  })

  it('registers under the id that Segment gave, keeps it afterwards, and no longer asks for it', () => {
    const checkout = fakeCheckout()
    run(checkout)
    run(checkout, '--metadata-id', ID)
    const { stdout } = run(checkout)
    expect(readFileSync(path.join(checkout, INDEX), 'utf8')).toBe(registrations(`register('${ID}', './heap-appcues')`))
    expect(stdout).not.toContain('Ask Segment for the id')
  })

  it.each([
    ['a folder that does not exist', () => path.join(temporaryFolder(), 'nowhere'), 'there is no such folder'],
    ['an empty folder', () => temporaryFolder(), 'is not that of @segment/action-destinations'],
    [
      'a repository of another package',
      () => fakeCheckout({ 'packages/destination-actions/package.json': '{"name":"something-else"}' }),
      'is not that of @segment/action-destinations'
    ],
    [
      'a checkout whose list of destinations has another form',
      () => fakeCheckout({ [INDEX]: 'export const manifest = {}\n' }),
      'does not register destinations'
    ],
    [
      'a checkout with another destination in our place',
      () => fakeCheckout({ [`${OURS}/index.ts`]: "export default { slug: 'actions-heap-appcues-labs' }\n" }),
      'holds something else than this destination'
    ]
  ])('refuses %s', (_what, make, reason) => {
    const folder = make()
    const before = existsSync(folder) ? contentOf(folder) : {}
    const { status, stdout, stderr } = run(folder)
    expect({ status, stdout }).toStrictEqual({ status: 1, stdout: '' })
    expect(stderr).toContain(reason)
    expect(existsSync(folder) ? contentOf(folder) : {}).toStrictEqual(before)
  })

  it.each(['6A8461F58F98175178F49C3D', 'abc', '', `${ID}0`])('refuses "%s" as an id', (id) => {
    const { status, stderr } = run(fakeCheckout(), '--metadata-id', id)
    expect(status).toBe(1)
    expect(stderr).toContain('It has 24 characters, 0 to 9 and a to f.')
  })
})

const standsAt = (folder: string, file: string, name: string): boolean => {
  const base = path.join(folder, path.dirname(file), name)
  return existsSync(`${base}.ts`) || existsSync(path.join(base, 'index.ts'))
}
