import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ResumeFile } from '../../../host/import/resume-file'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
const PLACE = { input: 'abc', target: 'the Heap sandbox', options: '' }
const fileFor = (path: string, command: 'backfill' | 'sync' = 'backfill') =>
  new ResumeFile(command, { name: 'my export.csv', path }, folder.path('state'))

describe('ResumeFile', () => {
  it('gives back the newest place, one for each input', () => {
    const file = fileFor('/a/my export.csv')
    file.save({ ...PLACE, row: 1, rejected: 0 })
    file.save({ ...PLACE, row: 12, rejected: 3 })
    fileFor('/b/my export.csv').save({ ...PLACE, row: 99, rejected: 0 })
    expect(fileFor('/a/my export.csv').load(PLACE)).toEqual({
      input: 'abc',
      target: 'the Heap sandbox',
      options: '',
      row: 12,
      rejected: 3
    })
    expect(readdirSync(folder.path('state'))).toHaveLength(3)
  })

  it('is one for each command, and named after it', () => {
    fileFor('/a').save({ ...PLACE, row: 1, rejected: 0 })
    fileFor('/a', 'sync').save({ ...PLACE, row: 2, rejected: 0 })
    expect([fileFor('/a').load(PLACE).row, fileFor('/a', 'sync').load(PLACE).row]).toEqual([1, 2])
    expect(readdirSync(folder.path('state')).sort()).toEqual([
      '.gitignore',
      expect.stringMatching(/^backfill-my-export\.csv-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^sync-my-export\.csv-[0-9a-f]{12}\.json$/)
    ])
  })

  it('refuses when there is no earlier run', () => {
    expect(() => fileFor('/a').load(PLACE)).toThrow(
      'There is nothing to resume: .heap-appcues holds no earlier run over this input.'
    )
  })

  it.each([
    [{ input: 'other' }, 'The input differs from the interrupted run, or was changed. Start without --resume.'],
    [
      { target: 'Heap, app 11, US' },
      'The run to resume went to the Heap sandbox, not to Heap, app 11, US. Start without --resume.'
    ],
    [
      { options: '--until 2026-01-01' },
      'The run to resume was started without --until 2026-01-01: resume it the same way.'
    ]
  ])('refuses another run: %j', (change, words) => {
    const file = fileFor('/a')
    file.save({ ...PLACE, row: 1, rejected: 0 })
    expect(() => file.load({ ...PLACE, ...change })).toThrow(words)
  })

  it('names the options of the earlier run', () => {
    const file = fileFor('/a')
    file.save({ ...PLACE, options: '--until 2026-01-01T00:00:00.000Z', row: 1, rejected: 0 })
    expect(() => file.load(PLACE)).toThrow(
      'The run to resume was started with --until 2026-01-01T00:00:00.000Z: resume it the same way.'
    )
  })

  it('says when its folder cannot be made', () => {
    folder.write('taken', '')
    expect(() => new ResumeFile('backfill', { name: 'a', path: '/a' }, folder.path('taken/state'))).toThrow(
      /cannot be made \(ENOTDIR\)\.$/
    )
    mkdirSync(folder.path('free'))
    expect(new ResumeFile('backfill', { name: 'a', path: '/a' }, folder.path('free/state'))).toBeInstanceOf(ResumeFile)
  })

  it('keeps its folder out of repositories, and itself from others', () => {
    fileFor('/a').save({ ...PLACE, row: 1, rejected: 0 })
    expect(readFileSync(folder.path('state/.gitignore'), 'utf8')).toBe('*\n')
    const [name] = readdirSync(folder.path('state')).filter((each) => each.endsWith('.json'))
    expect(statSync(join(folder.path('state'), name)).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['a later row', (text: string) => text.replace('"row":12', '"row":120')],
    ['a row that is text', (text: string) => text.replace('"row":12', '"row":"12"')],
    ['more rejected rows than rows', (text: string) => text.replace('"rejected":3', '"rejected":13')],
    ['no hash', (text: string) => text.replace(/,"hash":"\w+"/, '')],
    ['half of itself', (text: string) => text.slice(0, 20)],
    ['another input', (text: string) => text.replace('"abc"', '"abd"')],
    ['null', () => 'null']
  ])('is refused when it was changed to hold %s', (_what, change) => {
    fileFor('/a').save({ ...PLACE, row: 12, rejected: 3 })
    const [name] = readdirSync(folder.path('state')).filter((each) => each.endsWith('.json'))
    const path = join(folder.path('state'), name)
    writeFileSync(path, change(readFileSync(path, 'utf8')))
    expect(() => fileFor('/a').load(PLACE)).toThrow(`${path} was changed or is damaged. Start without --resume.`)
  })
})
