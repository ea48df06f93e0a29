import { readFileSync, statSync } from 'node:fs'
import { RejectsFile } from '../../../host/import/backfill/rejects-file'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown)
const reject = (row: number) => ({ row, reasons: ['No.'], text: 'x\u2028y' })

describe('RejectsFile', () => {
  it('has every line on the disk at once, for its owner only', async () => {
    const path = folder.path('rejects.ndjson')
    const file = await RejectsFile.open(path, 0)
    file.add(reject(3))
    expect(linesOf(path)).toEqual([reject(3)])
    expect(statSync(path).mode & 0o777).toBe(0o600)
    file.close()
  })

  it('begins anew, or keeps the lines up to the row that a run is resumed from', async () => {
    const path = folder.write('rejects.ndjson', [3, 40, 41].map((row) => `${JSON.stringify(reject(row))}\n`).join(''))
    const resumed = await RejectsFile.open(path, 40)
    resumed.add(reject(42))
    resumed.close()
    expect(linesOf(path)).toEqual([reject(3), reject(40), reject(42)])
    const anew = await RejectsFile.open(path, 0)
    anew.close()
    expect(linesOf(path)).toEqual([])
  })

  it('says when the file cannot be written', async () => {
    const path = folder.path('missing/rejects.ndjson')
    await expect(RejectsFile.open(path, 0)).rejects.toMatchObject({
      name: 'CommandError',
      message: `--rejects: ${path} cannot be written (ENOENT).`
    })
  })
})
