import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { createProgress } from '../../../host/cli/progress'
import { tableOf, thousands } from '../../../host/cli/tables'
import { runCli } from '../../support/run-cli'
import { temporaryFolder } from '../../support/temporary-folder'
import { parseEnv } from 'node:util'
import { vendorLines } from '../../../host/audit/connection-test'
import { envExample } from '../../../host/cli/env-example'
import { readEnvironment, settingsFrom, variableOf } from '../../../host/cli/environment'
import type { SettingsTable } from '../../../host/cli/environment'
import { definition } from '../../../host/delivery/definition'

describe('exit codes', () => {
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
})

/** A screen that keeps what was written to it. */
function screen(isTTY: boolean): { stream: typeof process.stderr; shown: () => string } {
  const stream = Object.assign(new PassThrough(), { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true })
  const written: string[] = []
  stream.on('data', (text: Buffer) => written.push(text.toString()))
  return { stream: stream as unknown as typeof process.stderr, shown: () => written.join('') }
}

describe('createProgress', () => {
  it('shows how much of the file is read, the rate and the time left', () => {
    const { stream, shown } = screen(true)
    const progress = createProgress(1000, stream)
    progress.show({ rows: 20, read: 500 })
    progress.stop()
    expect(shown()).toMatch(/50 % · 20 rows · \d+ a second · .* left/)
  })

  it('shows rows and rate where the size is not known', () => {
    const { stream, shown } = screen(true)
    const progress = createProgress(undefined, stream)
    progress.show({ rows: 20, read: 500 })
    progress.stop()
    expect(shown()).toMatch(/20 rows · \d+ a second/)
    expect(shown()).not.toContain('%')
  })

  it('writes a line every few seconds where there is no screen, and none for a run that is over soon', () => {
    const { stream, shown } = screen(false)
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0)
    const progress = createProgress(1000, stream)
    const at = (milliseconds: number, rows: number): void => {
      clock.mockReturnValue(milliseconds)
      progress.show({ rows, read: rows / 10 })
    }
    at(4000, 400)
    expect(shown()).toBe('')
    for (const [milliseconds, rows] of [
      [5000, 500],
      [6000, 600],
      [10_000, 2000]
    ])
      at(milliseconds, rows)
    progress.stop()
    clock.mockRestore()
    expect(shown()).toBe('5 % · 500 rows · 100 a second\n20 % · 2,000 rows · 200 a second\n')
  })
})

describe('tableOf', () => {
  it('sets numbers right, with thousands, and text left', () => {
    expect(tableOf(['Event', 'Sent'], [['Flow Started', 12345]])).toBe(
      [
        '┌──────────────┬────────┐',
        '│ Event        │   Sent │',
        '├──────────────┼────────┤',
        '│ Flow Started │ 12,345 │',
        '└──────────────┴────────┘'
      ].join('\n')
    )
  })

  it.each(['\u001b[2J', 'a\nb', '\u0000', '\u009b', '\u2028'])(
    'lets no control character of the data reach the terminal: %j',
    (text) => {
      expect(tableOf(['Event'], [[`x${text}`]])).not.toContain(text)
    }
  )

  it('has no colours of its own', () => {
    expect(tableOf(['Event'], [['x']])).not.toContain('\u001b')
  })
})

describe('thousands', () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1_000_000, '1,000,000']
  ])('writes %d as %s', (value, text) => expect(thousands(value)).toBe(text))
})

describe('the environment', () => {
  describe('settings from environment', () => {
    const folder = temporaryFolder()
    const table = definition.authentication?.fields as SettingsTable

    describe('variableOf', () => {
      it.each([
        ['heapAppId', 'HEAP_APP_ID'],
        ['heapRegion', 'HEAP_REGION'],
        ['appcuesApiKey', 'APPCUES_API_KEY'],
        ['recurringSyncLimit', 'RECURRING_SYNC_LIMIT']
      ])('names %s %s', (key, name) => expect(variableOf(key)).toBe(name))

      it('gives no two settings one name', () => {
        const names = Object.keys(table).map(variableOf)
        expect(new Set(names).size).toBe(names.length)
      })
    })

    describe('settingsFrom', () => {
      it('reads the settings it is asked for, typed, with their defaults', () => {
        const environment = {
          HEAP_APP_ID: ' 11 ',
          HEAP_REGION: 'eu',
          HEAP_DELETE_ON_REQUEST: 'TRUE',
          RECURRING_SYNC_LIMIT: '3',
          APPCUES_API_KEY: 'appcues-key'
        }
        const keys = [
          'heapAppId',
          'heapRegion',
          'heapNames',
          'heapDeleteOnRequest',
          'recurringSyncLimit',
          'heapIdentityProperty'
        ]
        expect(settingsFrom(environment, table, keys)).toStrictEqual({
          heapAppId: '11',
          heapRegion: 'EU',
          heapNames: 'Documented',
          heapDeleteOnRequest: true,
          recurringSyncLimit: 3
        })
      })

      it.each([
        ['heapRegion', 'Asia', 'HEAP_REGION (Heap Region) is "Asia": fill in US or EU.'],
        ['recurringSyncLimit', 'many', 'RECURRING_SYNC_LIMIT (Recurring Sync Limit) is "many": fill in a number.'],
        [
          'heapDeleteOnRequest',
          'maybe',
          'HEAP_DELETE_ON_REQUEST (Delete People in Heap) is "maybe": fill in true or false.'
        ]
      ])('explains why it rejects %s "%s"', (key, value, message) => {
        expect(() => settingsFrom({ [variableOf(key)]: value }, table, [key])).toThrow(message)
      })
    })

    describe('readEnvironment', () => {
      it('takes the file for what the process does not have, and leaves the process as it was', () => {
        const file = folder.write('.env', 'PATH=/nowhere\nHEAP_APP_ID_FOR_THIS_TEST="11"\n')
        expect(readEnvironment(file)).toMatchObject({ PATH: process.env.PATH, HEAP_APP_ID_FOR_THIS_TEST: '11' })
        expect(process.env).not.toHaveProperty('HEAP_APP_ID_FOR_THIS_TEST')
      })

      it('does without the file', () => {
        expect(readEnvironment(folder.path('.env'))).toEqual(process.env)
      })
    })
  })

  const values = parseEnv(envExample())

  describe('.env.example', () => {
    it.each(Object.keys(definition.authentication?.fields ?? {}))('names the variable of the setting %s', (key) => {
      expect(Object.keys(values)).toContain(variableOf(key))
    })

    it('names the variables of the sources and of serve', () => {
      expect(Object.keys(values)).toEqual(
        expect.arrayContaining([
          'APPCUES_WEBHOOK_WEBHOOK_SECRETS',
          'HEAP_SEGMENT_SYNC_WEBHOOK_SECRETS',
          'SEGMENT_TOKEN'
        ])
      )
    })

    it('fills in nothing when it is copied as it is', async () => {
      expect((await vendorLines(values)).map(({ state }) => state)).toStrictEqual(['not filled in', 'not filled in'])
    })
  })
})
