import { mkdirSync, readdirSync } from 'node:fs'
import { ResumeFile } from '../../../host/import/resume-file'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
const PLACE = { input: 'abc', target: 'the Heap sandbox', until: undefined }
const fileFor = (path: string, command: 'backfill' | 'sync' = 'backfill') =>
  new ResumeFile(command, { name: 'my export.csv', path }, folder.path('state'))

describe('ResumeFile', () => {
  it('gives back the newest place, one for each input', () => {
    const file = fileFor('/a/my export.csv')
    file.save({ ...PLACE, row: 1, refused: 0 })
    file.save({ ...PLACE, row: 12, refused: 3 })
    fileFor('/b/my export.csv').save({ ...PLACE, row: 99, refused: 0 })
    expect(fileFor('/a/my export.csv').load(PLACE)).toEqual({
      input: 'abc',
      target: 'the Heap sandbox',
      row: 12,
      refused: 3
    })
    expect(readdirSync(folder.path('state'))).toHaveLength(2)
  })

  it('is one for each command, and named after it', () => {
    fileFor('/a').save({ ...PLACE, row: 1, refused: 0 })
    fileFor('/a', 'sync').save({ ...PLACE, row: 2, refused: 0 })
    expect([fileFor('/a').load(PLACE).row, fileFor('/a', 'sync').load(PLACE).row]).toEqual([1, 2])
    expect(readdirSync(folder.path('state')).sort()).toEqual([
      expect.stringMatching(/^backfill-my-export\.csv-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^sync-my-export\.csv-[0-9a-f]{12}\.json$/)
    ])
  })

  it('refuses in words when there is no earlier run', () => {
    expect(() => fileFor('/a').load(PLACE)).toThrow(
      'There is nothing to resume: no earlier run over this input stands in .heap-appcues.'
    )
  })

  it.each([
    [
      { input: 'other' },
      'This input is another than the one of the run to resume, or it was changed. Start without --resume.'
    ],
    [
      { target: 'Heap, app 11, US' },
      'The run to resume went to the Heap sandbox, not to Heap, app 11, US. Start without --resume.'
    ],
    [{ until: '2026-01-01T00:00:00.000Z' }, 'The run to resume was started without --until: resume it the same way.']
  ])('refuses another run: %j', (change, words) => {
    const file = fileFor('/a')
    file.save({ ...PLACE, row: 1, refused: 0 })
    expect(() => file.load({ ...PLACE, ...change })).toThrow(words)
  })

  it('names the --until of the earlier run', () => {
    const file = fileFor('/a')
    file.save({ ...PLACE, until: '2026-01-01T00:00:00.000Z', row: 1, refused: 0 })
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
})
