import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import { ResultsFile } from '../../../host/import/results-file'
import type { ResultsOptions } from '../../../host/import/results-file'
import { temporaryFolder } from '../../support/temporary-folder'

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
