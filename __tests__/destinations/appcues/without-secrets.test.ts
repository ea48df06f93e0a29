import { withoutSecrets } from '../../../src/destinations/heap-appcues/appcues/without-secrets'

const secrets = ['azpz', 'k-7', 's-9']

describe('an answer of Appcues', () => {
  it('that fails loses the credentials it quotes, and nothing else', () => {
    const data = {
      status: 422,
      title: 'Bad key k-7',
      detail: 'Basic azpz: k-7 and s-9, k-7',
      errors: ['x'],
      gone: null
    }
    expect(withoutSecrets({ status: 422, data }, secrets)).toStrictEqual({
      status: 422,
      data: {
        status: 422,
        title: 'Bad key [hidden]',
        detail: 'Basic [hidden]: [hidden] and [hidden], [hidden]',
        errors: ['x'],
        gone: null
      }
    })
  })

  it.each([
    { status: 200, data: [{ id: 'k-7', name: 's-9' }] },
    { status: 202, data: { job_id: 'k-7' } },
    { status: 502, data: '<html>' },
    { status: 502, data: null },
    { status: 408, data: undefined, failure: 'Appcues did not answer (ETIMEDOUT)' }
  ])('stays as it is: %j', (answer) => {
    expect(withoutSecrets(answer, secrets)).toBe(answer)
  })
})
