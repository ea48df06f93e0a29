import { appcuesBody, appcuesMessage, appcuesResponse } from '../../../src/destinations/heap-appcues/appcues/response'

describe('what Appcues answered', () => {
  it.each([
    [{ title: 'Not Found', detail: 'No such user.' }, 'Appcues responded with 404: Not Found: No such user.'],
    [{ title: 'Not Found' }, 'Appcues responded with 404: Not Found.'],
    [{ detail: 'No such user' }, 'Appcues responded with 404: No such user.'],
    [{ detail: 'No such user. Use v2.1' }, 'Appcues responded with 404: No such user. Use v2.1.'],
    [{ title: ['Not Found'], detail: { a: 1 } }, 'Appcues responded with 404.'],
    ['<html>', 'Appcues responded with 404.'],
    [null, 'Appcues responded with 404.'],
    [undefined, 'Appcues responded with 404.'],
    [{ detail: 'x'.repeat(400) }, `Appcues responded with 404: ${'x'.repeat(300)}.`]
  ])('%j reads as %j', (data, sentence) => {
    expect(appcuesMessage({ status: 404, data })).toBe(sentence)
  })

  it('is the response for an event, with what was omitted where something was', () => {
    const response = { status: 200, data: { title: 'OK' } }
    expect(appcuesResponse(response, {})).toStrictEqual({ status: 200, sent: {}, body: { title: 'OK' } })
    expect(appcuesResponse(response, {}, ['a: b.'])).toStrictEqual({
      status: 200,
      sent: {},
      body: { title: 'OK', omitted: ['a: b.'] }
    })
  })

  it('keeps the readable part, and of a rejection of the credentials nothing', () => {
    const data = { error: true, status: 200, title: 'T', detail: 'D', job_id: 7, job_url: 'U', user: { email: 'e' } }
    expect(appcuesBody({ status: 202, data })).toStrictEqual({ title: 'T', detail: 'D', job_id: 7, job_url: 'U' })
    expect(appcuesBody({ status: 401, data })).toStrictEqual({})
  })
})
