import pick from 'lodash/pick'
import { everything, everythingInHeap } from '../../../examples/everything'
import { appcuesEvent } from '../../support/appcues-event'
import { BEYOND, DOCUMENTED } from '../../support/event-tables'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const track = heapAction('trackEvent')

const SPELLINGS = [...DOCUMENTED, ...BEYOND].flatMap(([name, id, clientName, names]) =>
  [name, clientName, id, `appcues:${id}`].map((spelling) => [spelling, name, names] as const)
)

describe('the default mapping of trackEvent', () => {
  it.each(SPELLINGS)('sends %s as %s with exactly its documented properties', async (spelling, name, names) => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: spelling, properties: everything }))
    expect(requests.map(({ path, body }) => [path, body])).toStrictEqual([
      [
        '/api/track',
        {
          app_id: '11',
          events: [
            {
              identity: 'alice@example.com',
              event: name,
              timestamp: '2026-03-10T22:22:00.000Z',
              idempotency_key: `message-1:${name}`,
              properties: pick(everythingInHeap, names)
            }
          ]
        }
      ]
    ])
  })

  it.each([
    ['null', null],
    ['missing', undefined],
    ['empty', ''],
    ['blank', ' \n'],
    ['an empty list', []],
    ['an empty object', {}]
  ])('sends nothing of a property that is %s', async (_word, empty) => {
    const requests = recordHeap()
    const properties = {
      flowId: 'flow-1',
      stepType: empty,
      stepChildNumber: empty,
      interaction: empty,
      category: empty
    }
    await track.one(appcuesEvent({ event: 'step_interacted', properties }))
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({
      'Flow ID': 'flow-1',
      Timestamp: '2026-03-10T22:22:00.000Z'
    })
  })

  it('offers an unlisted event the properties it has, and keeps its name', async () => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: ' Report Exported ', properties: { ...everything, user: undefined } }))
    const [{ event, properties }] = recordsOf(requests[0])
    expect(event).toBe('Report Exported')
    expect(properties).toStrictEqual(everythingInHeap)
  })

  it('takes numbers that arrive as text for numbers', async () => {
    const requests = recordHeap()
    await track.one(appcuesEvent({ event: 'nps_score', properties: { score: ' 10 ', timestamp: '1773181316000' } }))
    expect(recordsOf(requests[0])[0].properties).toStrictEqual({
      Timestamp: '2026-03-10T22:21:56.000Z',
      'Page Title': 'Dashboard',
      'Page URL': 'https://app.example.com/dashboard',
      'NPS Score': 10
    })
  })
})
