import { wireEvent } from '../../../src/destinations/heap-appcues/heap/track'

const told = { event: 'Signed Up', timestamp: '2026-03-10T22:22:00.000Z', key: 'message-1:Signed Up' }
const parse = (text: string): Record<string, string | number> => JSON.parse(text) as Record<string, string | number>

describe('an event on its way to Heap', () => {
  it('keeps its types for a person with an identity', () => {
    const event = { ...told, person: { identity: 'alice' }, properties: { Score: 9, Plan: 'pro' } }
    expect(wireEvent(event)).toStrictEqual({
      identity: 'alice',
      event: 'Signed Up',
      timestamp: '2026-03-10T22:22:00.000Z',
      idempotency_key: 'message-1:Signed Up',
      properties: { Score: 9, Plan: 'pro' }
    })
  })

  it('is all text for a visitor, whatever its properties are called', () => {
    const properties = parse('{"__proto__":1,"constructor":2,"length":3,"hasOwnProperty":4,"toString":5}')
    const event = { ...told, person: { anonymousId: 'anon:1' }, properties }
    expect(wireEvent(event)).toStrictEqual({
      event: 'Signed Up',
      user_identifier: { anonymous_id: 'anon:1' },
      custom_properties: parse('{"__proto__":"1","constructor":"2","length":"3","hasOwnProperty":"4","toString":"5"}'),
      idempotency_key: 'message-1:Signed Up',
      timestamp: '2026-03-10T22:22:00.000Z'
    })
  })
})
