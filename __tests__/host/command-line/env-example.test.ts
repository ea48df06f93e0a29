import { parseEnv } from 'node:util'
import { vendorLines } from '../../../host/audit/connection-test'
import { envExample } from '../../../host/cli/env-example'
import { variableOf } from '../../../host/cli/environment'
import { definition } from '../../../host/delivery/definition'

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
