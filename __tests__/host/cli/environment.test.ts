import { parseEnv } from 'node:util'
import { vendorLines } from '../../../host/audit/connection-test'
import { envExample } from '../../../host/cli/env-example'
import { readEnvironment, settingsFrom, variableOf } from '../../../host/cli/environment'
import type { SettingsTable } from '../../../host/cli/environment'
import { definition } from '../../../host/delivery/definition'
import { temporaryFolder } from '../../support/temporary-folder'

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
      expect.arrayContaining(['APPCUES_WEBHOOK_WEBHOOK_SECRETS', 'HEAP_SEGMENT_SYNC_WEBHOOK_SECRETS', 'SEGMENT_TOKEN'])
    )
  })

  it('fills in nothing when it is copied as it is', async () => {
    expect((await vendorLines(values)).map(({ state }) => state)).toStrictEqual(['not filled in', 'not filled in'])
  })
})
