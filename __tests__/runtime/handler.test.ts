import { createHandler } from '../../src/runtime/handler'
import type { LogEntry } from '../../src/runtime/handler'
import { sources } from '../../src/sources'
import { handlerCases } from './support/handler-cases'

describe('the handler, from its source', () => handlerCases(() => createHandler))

describe('a source with a fault', () => {
  afterEach(() => jest.restoreAllMocks())

  it('is not taken for a webhook that cannot be read', async () => {
    const log: LogEntry[] = []
    const handler = createHandler({
      settings: { heapAppId: '11' },
      sources: { appcuesWebhook: { webhookSecrets: ['SECRET'] } },
      log: (entry) => log.push(entry)
    })
    jest.spyOn(sources.appcuesWebhook, 'receive').mockImplementation(() => {
      throw new RangeError('odd')
    })
    const response = await handler(new Request('https://hooks.example/appcues', { method: 'POST', body: '{}' }))
    expect([response.status, await response.json()]).toStrictEqual([
      500,
      { error: 'Something went wrong here, and the log says what. Send it again.' }
    ])
    expect(log).toStrictEqual([
      { level: 'error', kind: 'fault', route: '/appcues', status: 500, reason: 'RangeError: odd' }
    ])
  })
})
