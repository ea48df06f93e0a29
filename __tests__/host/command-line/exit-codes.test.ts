import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCli } from '../../support/run-cli'
import { temporaryFolder } from '../../support/temporary-folder'

const folder = temporaryFolder()
const cli = (...args: string[]) => runCli(args, folder.path('')).ended
const ROW = '{"name":"appcues:flow_started","user_id":"u-1","timestamp":"2026-01-01T00:00:00Z"}\n'
const OWN = '{"name":"Order Placed","user_id":"u-1","timestamp":"2026-01-01T00:00:00Z"}\n'

describe('the exit code', () => {
  it.each([
    ['everything was delivered or rightly skipped', 0, ['backfill', 'good.ndjson']],
    ['something was rejected', 1, ['backfill', 'bad.ndjson']],
    ['there is no such file', 2, ['backfill', 'missing.ndjson']],
    ['there is no such option', 2, ['backfill', 'good.ndjson', '--fast']],
    ['a vendor’s credentials are missing', 2, ['sync', 'members.csv', '--segment', 'x', '--live']],
    ['nothing is filled in to check', 2, ['check']]
  ])('says whether %s: %d', async (_what, code, args) => {
    folder.write('good.ndjson', ROW + OWN)
    folder.write('bad.ndjson', `${ROW}oops\n`)
    folder.write('members.csv', 'user_id\nada\n')
    const { code: ended, err } = await cli(...args)
    expect(ended).toBe(code)
    expect(err).not.toContain('    at ')
  })

  it('is 0 for --help, which documents them, and for --version', async () => {
    const help = await cli('--help')
    expect(help.code).toBe(0)
    expect(help.out).toContain('  1  something was rejected or failed, or a check found something wrong')
    const { version } = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8')) as {
      version: string
    }
    expect(await cli('--version')).toMatchObject({ code: 0, out: `${version}\n` })
  })
})
