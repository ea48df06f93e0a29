import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import { join } from 'node:path'
import { CommandError } from '../../../host/cli/command-error'
import { ResultsFile } from '../../../host/import/results-file'
import type { ResultsOptions } from '../../../host/import/results-file'
import { ResumeFile } from '../../../host/import/resume-file'
import { temporaryFolder } from '../../support/temporary-folder'

describe('results file', () => {
  const folder = temporaryFolder()
  const linesOf = (path: string) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown)
  const line = (row: number) => ({ row, reasons: ['No.'], text: 'x\u2028y' })
  const asLines = (rows: readonly number[]) => rows.map((row) => `${JSON.stringify(line(row))}\n`).join('')
  const open = (path: string, options: Partial<ResultsOptions> = {}) =>
    ResultsFile.open<ReturnType<typeof line>>(path, { option: '--rejects', inputs: [], ...options })
  const modeOf = (path: string): number => statSync(path).mode & 0o777

  describe('ResultsFile', () => {
    it('has every line on the disk at once, for its owner only', async () => {
      const path = folder.path('rejects.ndjson')
      const file = await open(path)
      file.add(line(3))
      expect(linesOf(path)).toEqual([line(3)])
      expect(modeOf(path)).toBe(0o600)
      file.close()
    })

    it('begins anew, or keeps the lines that a resumed run wants, without half a line', async () => {
      const path = folder.write('rejects.ndjson', `${asLines([3, 40, 41])}{"row":4`)
      const resumed = await open(path, { keep: ({ row }) => row <= 40 })
      resumed.add(line(42))
      resumed.close()
      expect(linesOf(path)).toEqual([line(3), line(40), line(42)])
      expect(readdirSync(folder.path(''))).toStrictEqual(['rejects.ndjson'])
      const anew = await open(path)
      anew.close()
      expect(linesOf(path)).toEqual([])
    })

    it.each([
      ['begun anew', undefined],
      ['kept', () => true]
    ])('makes an earlier file that others may read its owner’s when it is %s', async (_how, keep) => {
      const path = folder.write('rejects.ndjson', asLines([1]))
      chmodSync(path, 0o644)
      const file = await open(path, { keep })
      file.close()
      expect(modeOf(path)).toBe(0o600)
    })

    it.each([
      ['itself', (input: string) => input],
      ['a hard link to it', (input: string, other: string) => (linkSync(input, other), other)],
      ['a symbolic link to it', (input: string, other: string) => (symlinkSync(input, other), other)],
      ['another way to it', (input: string) => input.replace(/([^/]+)$/, './$1')]
    ])('never writes over an input: %s', async (_what, name) => {
      const input = folder.write('export.ndjson', 'all there is')
      const path = name(input, folder.path('other'))
      await expect(open(path, { inputs: [{ path: input }, {}] })).rejects.toMatchObject({
        name: 'CommandError',
        message: '--rejects names a file that is read here, which would be lost. Name another file.'
      })
      expect(readFileSync(input, 'utf8')).toBe('all there is')
    })

    it('leaves a file beside it alone, whatever its name', async () => {
      const path = folder.write('rejects.ndjson', asLines([1]))
      const mine = folder.write('rejects.ndjson.new', 'mine')
      const file = await open(path, { keep: () => true })
      file.close()
      expect(readFileSync(mine, 'utf8')).toBe('mine')
    })

    it('makes nothing where a link of its name points to', async () => {
      const path = folder.path('rejects.ndjson')
      symlinkSync(folder.path('elsewhere'), path)
      await expect(open(path)).rejects.toMatchObject({
        name: 'CommandError',
        message: `--rejects: ${path} cannot be written (EEXIST).`
      })
      expect(existsSync(folder.path('elsewhere'))).toBe(false)
    })

    it('leaves what is no file everyone’s, as /dev/null is', async () => {
      const path = folder.path('pipe')
      execFileSync('mkfifo', ['-m', '666', path])
      const reader = openSync(path, constants.O_RDWR)
      const file = await open(path)
      file.close()
      expect(modeOf(path)).toBe(0o666)
      closeSync(reader)
    })

    it('says when the disk is full', async () => {
      const file = await open('/dev/full')
      expect(() => file.add(line(1))).toThrow(new CommandError('--rejects: /dev/full cannot be written (ENOSPC).'))
      file.close()
    })

    it('says when the file cannot be written, and leaves nothing', async () => {
      const path = folder.path('missing/rejects.ndjson')
      await expect(open(path)).rejects.toMatchObject({
        name: 'CommandError',
        message: `--rejects: ${path} cannot be written (ENOENT).`
      })
      mkdirSync(folder.path('folder'))
      await expect(open(folder.path('folder'), { option: '--outcome' })).rejects.toMatchObject({
        message: `--outcome: ${folder.path('folder')} cannot be written (EISDIR).`
      })
      expect(existsSync(path)).toBe(false)
    })
  })
})

describe('resume file', () => {
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

    it('rejects when there is no earlier run', () => {
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
    ])('rejects another run: %j', (change, words) => {
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
      expect(new ResumeFile('backfill', { name: 'a', path: '/a' }, folder.path('free/state'))).toBeInstanceOf(
        ResumeFile
      )
    })

    it('says when it cannot be written, and leaves nothing half-written', () => {
      const file = fileFor('/a')
      file.save({ ...PLACE, row: 1, rejected: 0 })
      const [name] = readdirSync(folder.path('state')).filter((each) => each.endsWith('.json'))
      const path = join(folder.path('state'), name)
      rmSync(path)
      mkdirSync(path)
      expect(() => file.save({ ...PLACE, row: 2, rejected: 0 })).toThrow(
        new CommandError(`${path} for --resume cannot be written (EISDIR).`)
      )
      expect(readdirSync(folder.path('state')).sort()).toStrictEqual(['.gitignore', name])
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
    ])('is rejected when it was changed to hold %s', (_what, change) => {
      fileFor('/a').save({ ...PLACE, row: 12, rejected: 3 })
      const [name] = readdirSync(folder.path('state')).filter((each) => each.endsWith('.json'))
      const path = join(folder.path('state'), name)
      writeFileSync(path, change(readFileSync(path, 'utf8')))
      expect(() => fileFor('/a').load(PLACE)).toThrow(`${path} was changed or is damaged. Start without --resume.`)
    })
  })
})
