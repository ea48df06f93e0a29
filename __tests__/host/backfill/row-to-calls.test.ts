import { rowToCalls } from '../../../host/import/run-backfill'

const read = (row: Record<string, unknown>) => rowToCalls({ number: 1, row })
const ROW = {
  id: 'e1',
  name: 'appcues:flow_started',
  user_id: 'ada',
  timestamp: 1772366400000,
  attributes_flowId: 'f1'
}
const CALL = {
  type: 'track',
  messageId: 'e1',
  event: 'Flow Started (Appcues)',
  userId: 'ada',
  timestamp: '2026-03-01T12:00:00.000Z',
  properties: { flowId: 'f1' }
}

describe('rowToCalls', () => {
  it.each([
    ['flattened columns', ROW],
    ['attributes as an object', { ...ROW, attributes_flowId: undefined, attributes: { flowId: 'f1' } }],
    ['attributes as JSON in a text', { ...ROW, attributes_flowId: undefined, attributes: '{"flowId":"f1"}' }],
    ['seconds', { ...ROW, timestamp: '1772366400' }],
    ['an ISO time in another zone', { ...ROW, timestamp: '2026-03-01T13:00:00+01:00' }]
  ])('reads %s', (_title, row) => {
    expect(read(row)).toMatchObject({ events: [CALL], omitted: [] })
  })

  it('never passes the profile on', () => {
    const reading = read({
      ...ROW,
      identity: '{"email":"ada@example.com"}',
      attributes__identity: '{"email":"ada@example.com"}'
    })
    expect(JSON.stringify(reading)).not.toContain('example.com')
  })

  it('splits an answer to a newer survey', () => {
    const interactionData = { surveyResponses: [{ type: 'nps_score', value: '9' }] }
    const row = { ...ROW, name: 'appcues:v2:step_interaction', attributes: { interactionData } }
    expect(read(row)).toMatchObject({
      events: [{ messageId: 'e1' }, { messageId: 'e1:score', event: 'NPS Score (Appcues)', properties: { score: 9 } }]
    })
  })

  it.each([
    [
      'no time',
      { ...ROW, timestamp: '' },
      'The field "timestamp" is missing: Heap would place the event at the moment of the backfill.'
    ],
    [
      'a time that is none',
      { ...ROW, timestamp: 'soon' },
      'The field "timestamp" is not a valid time. Send ISO 8601, or seconds or milliseconds since 1970, from 2010 on and at most a day ahead.'
    ],
    ['no name', { ...ROW, name: '' }, 'The field "name" is missing. Send the name of the event.']
  ])('refuses a row with %s', (_title, row, problem) => {
    expect(read(row)).toStrictEqual({ problem })
  })

  it('makes nothing of the customer’s own events, and says so', () => {
    expect(read({ ...ROW, name: 'Order Placed' })).toStrictEqual({
      events: [],
      skipped: 'Skipped "Order Placed": it is not one of Appcues’ events.'
    })
  })
})
