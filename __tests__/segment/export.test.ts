import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exportCommand } from '../../scripts/export'
import { isThere } from '../../scripts/export/places'
import { isSameCode, withRegistration } from '../../scripts/export/plan'
import { moduleNames } from '../../scripts/export/source-files'
import { temporaryFolder } from '../support/temporary'
import { contentOf, DESTINATIONS, fakeCheckout, registrations } from './support/fake-checkout'

const ROOT = path.join(__dirname, '../..')
const OURS = `${DESTINATIONS}/heap-appcues`
const INDEX = `${DESTINATIONS}/index.ts`
const ID = '6a8461f58f98175178f49c3d'

/** The rule "Generic API Key" of .husky/gitleaks-rules.toml in Segment's repository, which also asks for an entropy of 3.7. */
const SECRET =
  /((?:key|api|token|secret|password)[a-z0-9_ .\-,]{0,25})(?:=|>|:=|\|\|:|<=|=>|:).{0,5}['"]([0-9a-zA-Z\-_=]{8,64})['"]/gi

function entropyOf(text: string): number {
  const shares = [...new Set(text)].map((character) => (text.split(character).length - 1) / text.length)
  return -shares.reduce((sum, share) => sum + share * Math.log2(share), 0)
}

/** Runs the command and gives what it prints. */
async function run(...args: string[]): Promise<string> {
  let printed = ''
  const command = exportCommand((text) => (printed += text)).exitOverride()
  await command.configureOutput({ writeErr: () => undefined }).parseAsync(['node', 'export', ...args])
  return printed
}

describe('npm run export', () => {
  it('copies the destination as it is, with what Segment’s tools ask for, and does not register it', async () => {
    const checkout = fakeCheckout()
    const printed = await run(checkout)
    const there = contentOf(path.join(checkout, OURS))
    const here = contentOf(path.join(ROOT, 'src/destinations/heap-appcues'))
    expect(there).toMatchObject(here)
    expect(Object.keys(there)).toStrictEqual(
      expect.arrayContaining([
        'metadata.json',
        'versioning-info.ts',
        'generated-types.ts',
        '__tests__/snapshot.test.ts',
        '__tests__/__snapshots__/snapshot.test.ts.snap',
        'trackEvent/__tests__/batch.test.ts',
        'updateAppcuesUser/__tests__/update-appcues-user.test.ts'
      ])
    )
    expect(readFileSync(path.join(checkout, INDEX), 'utf8')).toBe(registrations())
    expect(printed).toContain('yarn cloud test --testPathPattern=heap-appcues')
    // One of the two scripts is not executable there, and both compare with the last commit.
    expect(printed).toMatch(
      /Commit on a branch[^]*bash scripts\/assert-types-updated\.sh && bash scripts\/assert-metadata/
    )
  })

  it('leaves tests there whose every import is there too', async () => {
    const checkout = fakeCheckout()
    await run(checkout)
    const folder = path.join(checkout, OURS)
    const tests = Object.entries(contentOf(folder)).filter(
      ([file]) => file.includes('__tests__/') && file.endsWith('.ts')
    )
    expect(tests.length).toBeGreaterThan(3)
    const missing = tests.flatMap(([file, text]) =>
      moduleNames(file, text)
        .map(({ name }) => name)
        .filter((name) => !(name.startsWith('.') ? standsAt(folder, file, name) : isThere(name)))
        .map((name) => `${file}: ${name}`)
    )
    expect(missing).toStrictEqual([])
  })

  it('leaves nothing there that the secret scanner of a commit takes for a key', async () => {
    const checkout = fakeCheckout()
    await run(checkout)
    const found = Object.entries(contentOf(path.join(checkout, OURS)))
      .filter(([file]) => file.endsWith('.ts'))
      .flatMap(([file, text]) => [...text.matchAll(SECRET)].map(([, name, secret]) => ({ file, name, secret })))
      .filter(({ secret }) => entropyOf(secret) > 3.7)
    expect(found).toStrictEqual([])
    expect(entropyOf('stepChildNumber')).toBeGreaterThan(3.7)
  })

  it('changes nothing when it is run again, also after a formatter has laid the files out otherwise', async () => {
    const checkout = fakeCheckout()
    await run(checkout)
    const index = path.join(checkout, OURS, 'index.ts')
    writeFileSync(
      index,
      readFileSync(index, 'utf8').replace('export default destination', '\n\n\nexport   default destination;')
    )
    const first = contentOf(checkout)
    const printed = await run(checkout)
    expect(contentOf(checkout)).toStrictEqual(first)
    expect(printed).not.toMatch(/^ {2}[+~-]/m)
  })

  it('shows every change first and makes none with --dry-run', async () => {
    const checkout = fakeCheckout({ [`${OURS}/index.ts`]: "export default { slug: 'actions-heap-appcues' }\n" })
    const before = contentOf(checkout)
    const printed = await run(checkout, '--dry-run')
    expect(contentOf(checkout)).toStrictEqual(before)
    expect(printed).toContain('Would change in packages/destination-actions/src/destinations:')
    expect(printed).toContain('\n  + heap-appcues/metadata.json\n')
    expect(printed).toContain('\n  ~ heap-appcues/index.ts\n')
  })

  it('removes what it wrote earlier and was not changed, and nothing else', async () => {
    const checkout = fakeCheckout({ '.git/HEAD': 'ref: refs/heads/main\n' })
    await run(checkout)
    const own = ['heap/gone.ts', 'heap/changed.ts', 'gone/__tests__/gone.ts']
    const record = path.join(checkout, '.git/heap-appcues-export.json')
    const written = JSON.parse(readFileSync(record, 'utf8')) as Record<string, string>
    const hash = createHash('sha256').update('export {}\n').digest('hex')
    const earlier = { ...written, ...Object.fromEntries(own.map((file) => [`heap-appcues/${file}`, hash])) }
    writeFileSync(record, JSON.stringify(earlier))
    writeFileSync(path.join(checkout, OURS, 'heap/gone.ts'), 'export {}\n')
    mkdirSync(path.join(checkout, OURS, 'gone/__tests__'), { recursive: true })
    writeFileSync(path.join(checkout, OURS, 'gone/__tests__/gone.ts'), 'export {}\n')
    writeFileSync(path.join(checkout, OURS, 'heap/changed.ts'), 'export const kept = 1\n')
    writeFileSync(path.join(checkout, OURS, 'NOTES.md'), 'Mine.\n')
    const printed = await run(checkout)
    expect(printed).toContain('\n  - heap-appcues/heap/gone.ts\n')
    expect(printed).toContain('\n  heap-appcues/NOTES.md: not ours, left alone\n')
    expect(printed).toContain('\n  heap-appcues/heap/changed.ts: not ours, left alone\n')
    const there = Object.keys(contentOf(path.join(checkout, OURS)))
    expect(there.filter((file) => [...own, 'NOTES.md'].includes(file))).toStrictEqual(['NOTES.md', 'heap/changed.ts'])
    expect(existsSync(path.join(checkout, OURS, 'gone'))).toBe(false)
  })

  it('takes a folder without files for none: Git leaves them behind on another branch', async () => {
    const checkout = fakeCheckout()
    mkdirSync(path.join(checkout, OURS, 'heap/__tests__'), { recursive: true })
    expect(await run(checkout)).toContain('\n  + heap-appcues/index.ts\n')
  })

  it('registers only under an id that is given, and leaves the registration alone afterwards', async () => {
    const checkout = fakeCheckout()
    await run(checkout, '--metadata-id', ID)
    await run(checkout)
    expect(readFileSync(path.join(checkout, INDEX), 'utf8')).toBe(registrations(`register('${ID}', './heap-appcues')`))
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
  ])('rejects %s', async (_what, make, reason) => {
    const folder = make()
    const before = existsSync(folder) ? contentOf(folder) : {}
    await expect(run(folder)).rejects.toMatchObject({
      name: 'CheckoutError',
      message: expect.stringContaining(reason) as string
    })
    expect(existsSync(folder) ? contentOf(folder) : {}).toStrictEqual(before)
  })

  it.each(['6A8461F58F98175178F49C3D', 'abc', '', `${ID}0`])('rejects "%s" as an id', async (id) => {
    await expect(run(fakeCheckout(), '--metadata-id', id)).rejects.toMatchObject({
      code: 'commander.invalidArgument',
      message: expect.stringContaining('It has 24 characters, 0 to 9 and a to f.') as string
    })
  })
})

const standsAt = (folder: string, file: string, name: string): boolean => {
  const base = path.join(folder, path.dirname(file), name)
  return existsSync(`${base}.ts`) || existsSync(path.join(base, 'index.ts'))
}

const OTHER = '61806e472cd47ea1104885fc'

describe('the registration', () => {
  it.each([
    ['adds a line after the last one', registrations(), registrations(`register('${ID}', './heap-appcues')`)],
    [
      'keeps the id that stands there',
      registrations(`register('${ID}', './heap-appcues')`),
      registrations(`register('${ID}', './heap-appcues')`)
    ],
    [
      'replaces another id where it stands',
      registrations(`register('${OTHER}', './heap-appcues')`, "register('60f64ae3eaebd66d17d28e9f', './zebra')"),
      registrations(`register('${ID}', './heap-appcues')`, "register('60f64ae3eaebd66d17d28e9f', './zebra')")
    ],
    [
      'leaves a neighbour with a similar name alone',
      registrations(`register('${OTHER}', './heap-appcues-labs')`),
      registrations(`register('${OTHER}', './heap-appcues-labs')`, `register('${ID}', './heap-appcues')`)
    ],
    [
      'begins the list when there is none',
      'function register(id: string) {}\n',
      `register('${ID}', './heap-appcues')\n\nfunction register(id: string) {}\n`
    ]
  ])('%s', (_claim, before, after) => {
    expect(withRegistration(before, ID)).toBe(after)
  })
})

describe('the same code', () => {
  it.each([
    ['quotes and semicolons', "const a = 'b'", 'const a = "b";'],
    ['lines', 'const f = (a: string) => ({ a, b: 1 })', 'const f = (\n  a: string\n) => ({\n  a,\n  b: 1,\n})'],
    ['parentheses that change nothing', 'const a = b ? c : d', 'const a = (b ? c : d)'],
    ['where a comment is broken', '/** One two. */\nconst a = 1', '/** One\ntwo. */\nconst a = 1']
  ])('differs in %s only', (_what, one, other) => {
    expect(isSameCode(one, other)).toBe(true)
  })

  it.each([
    ['a string', "const a = 'b c'", "const a = 'b  c'"],
    ['a name', 'const a = b', 'const a = c'],
    ['an operator', 'const a = !b', 'const a = -b'],
    ['parentheses that count', 'const a = (b + c) * d', 'const a = b + c * d'],
    ['const and let', 'const a = 1', 'let a = 1'],
    ['a type import', "import { a } from 'b'", "import type { a } from 'b'"],
    ['a template', 'const a = `b${c}`', 'const a = `d${c}`'],
    ['a comment', 'const a = 1 // b', 'const a = 1 // c'],
    ['an order', 'f(a, b)', 'f(b, a)']
  ])('is not the same with another %s', (_what, one, other) => {
    expect(isSameCode(one, other)).toBe(false)
  })
})
