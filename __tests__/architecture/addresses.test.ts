import { projectFiles, textOf } from './support/project'

/** Put together, so that this file does not hold what it looks for. */
const word = (...parts: string[]): string => parts.join('')

const REGISTRIES = [
  word('npm', 'js.org'),
  word('npm', 'js.com'),
  word('yarn', 'pkg.com'),
  word('npm.pkg.', 'github.com')
]

/** A folder of one machine: somebody's home, or the place where a tool works. */
const MACHINE = /(?:^|[\s'"`(=:])\/(?:home|root|Users|work|workspace)\/[\w.]/m

const texts = projectFiles.filter((file) => !/\.(?:png|jpg|gif|ico|woff2|gz|zip)$/.test(file))

describe('files of the project', () => {
  it.each(texts)('%s names no registry and no folder of one machine', (file) => {
    const text = textOf(file)
    expect(REGISTRIES.filter((host) => text.includes(host))).toStrictEqual([])
    expect(MACHINE.exec(text)?.[0]).toBeUndefined()
  })

  it('lock versions and hashes, and no addresses to fetch them from', () => {
    const { packages } = JSON.parse(textOf('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string }>
    }
    const entries = Object.entries(packages).filter(([name]) => name !== '')
    expect(entries.length).toBeGreaterThan(100)
    expect(entries.filter(([, { resolved }]) => resolved !== undefined).map(([name]) => name)).toStrictEqual([])
    expect(entries.filter(([, { integrity }]) => !integrity).map(([name]) => name)).toStrictEqual([])
  })

  it.each([word("open('/ho", "me/alice/file')"), word('cd /wo', 'rk/project'), word('"/Us', 'ers/alice"')])(
    'would not pass with: %s',
    (text) => {
      expect(MACHINE.test(text)).toBe(true)
    }
  )

  it.each(['https://app.example.com/home/alice', 'src/work/file', '/home', 'GET /users/alice'])(
    'pass with: %s',
    (text) => {
      expect(MACHINE.test(text)).toBe(false)
    }
  )
})
