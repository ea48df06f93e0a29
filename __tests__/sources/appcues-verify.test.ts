import { appcuesWebhook } from '../../src/sources/appcues-webhook'
import { signatureForm } from '../../src/sources/appcues-webhook/verify'
import { hmac, NOW, rejection, requestOf, run } from './support/run'

const { receive } = appcuesWebhook

const BODY = '{"id":"d1","name":"appcues:flow_started","user_id":"zoë","attributes":{"flowName":"¡Hola! 🎉"}}'
const SECRET = 'whsec-present'
const SETTINGS = { webhookSecrets: ['whsec-former', SECRET] }
const SECONDS = String(NOW / 1000)

const signed = (text: string, headers: Record<string, string> = {}): Record<string, string> => ({
  'x-apc-signature': hmac(SECRET, text, 'hex'),
  'x-apc-timestamp': SECONDS,
  ...headers
})
const attempt =
  (headers: Record<string, string>, settings: Record<string, unknown> = SETTINGS, body = BODY) =>
  () =>
    run(receive, requestOf(body, headers), settings)

const MISSING = 'The webhook has no signature. Give your Appcues account a webhook secret, or clear Webhook Secrets.'
const WRONG =
  'The signature matches none of the Webhook Secrets. In a deployed function, choose the Signature Mode "url".'

describe('a signature', () => {
  const texts = { 'timestamp.body': `${SECONDS}.${BODY}`, 'timestamp + body': SECONDS + BODY, body: BODY }
  const encodings = ['hex', 'base64', 'base64url'] as const
  const table = Object.entries(texts).flatMap(([what, text]) => encodings.map((each) => [what, each, text] as const))

  it.each(table)('over %s in %s is accepted', (_what, encoding, text) => {
    const headers = { 'x-apc-signature': hmac(SECRET, text, encoding), 'x-apc-timestamp': SECONDS }
    const { calls, notes } = attempt(headers)()
    expect(calls).toHaveLength(1)
    expect(notes).toStrictEqual([])
  })

  it.each([
    ['with a leading sha256=', `sha256=${hmac(SECRET, BODY, 'hex')}`],
    ['in upper case', hmac(SECRET, BODY, 'hex').toUpperCase()],
    ['between blanks', ` ${hmac(SECRET, BODY, 'base64')} `]
  ])('is accepted %s', (_case, signature) => {
    expect(attempt({ 'x-apc-signature': signature })().calls).toHaveLength(1)
  })

  it.each(table)('over %s in %s tells a host its form', (what, encoding, text) => {
    const headers = { 'x-apc-signature': hmac(SECRET, text, encoding), 'x-apc-timestamp': SECONDS }
    expect(signatureForm(requestOf(BODY, headers), SETTINGS.webhookSecrets)).toBe(what)
    expect(signatureForm(requestOf(BODY, headers), ['guess'])).toBeUndefined()
  })

  it('without a time is of the body alone', () => {
    const request = requestOf(BODY, { 'x-apc-signature': hmac(SECRET, BODY, 'hex') })
    expect(signatureForm(request, [SECRET])).toBe('body')
    const dotted = requestOf(BODY, { 'x-apc-signature': hmac(SECRET, `.${BODY}`, 'hex') })
    expect(signatureForm(dotted, [SECRET])).toBeUndefined()
  })

  it('with the former secret is accepted while both are filled in', () => {
    expect(attempt({ 'x-apc-signature': hmac('whsec-former', BODY, 'hex') })().calls).toHaveLength(1)
  })

  it.each([
    ['of a stranger', hmac('guess', BODY, 'hex')],
    ['of another body', hmac(SECRET, BODY.replace('d1', 'd2'), 'hex')],
    ['of another time', hmac(SECRET, `1${SECONDS}.${BODY}`, 'hex')],
    ['with an empty secret', hmac('', BODY, 'hex')],
    ['that is cut', hmac(SECRET, BODY, 'hex').slice(0, 62)],
    ['that is longer', `${hmac(SECRET, BODY, 'hex')}00`],
    ['with sha256= in its midst', hmac(SECRET, BODY, 'hex').replace(/^.{32}/, '$&sha256=')],
    ['that is no signature', 'true'],
    ['of 32 letters', 'x'.repeat(32)]
  ])('%s is rejected', (_case, signature) => {
    expect(attempt(signed('', { 'x-apc-signature': signature }))).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })

  it('that is missing is rejected like a wrong one', () => {
    expect(attempt({ 'x-apc-timestamp': SECONDS })).toThrow(rejection('INVALID_SIGNATURE', MISSING))
    expect(attempt({ 'x-apc-signature': '' })).toThrow(rejection('INVALID_SIGNATURE', MISSING))
  })

  it('of a removed secret is rejected', () => {
    const headers = { 'x-apc-signature': hmac('whsec-former', BODY, 'hex') }
    expect(attempt(headers, { webhookSecrets: [SECRET] })).toThrow(rejection('INVALID_SIGNATURE', WRONG))
  })

  it('is checked before anything in the body is read', () => {
    for (const body of ['', 'no json', '{"name":5}', '{"action_type":"x"}']) {
      expect(attempt({ 'x-apc-signature': 'x' }, SETTINGS, body)).toThrow(rejection('INVALID_SIGNATURE', WRONG))
    }
  })
})

describe('the time of a signature', () => {
  const at = (timestamp: string, settings: Record<string, unknown> = SETTINGS) =>
    attempt({ 'x-apc-timestamp': timestamp, 'x-apc-signature': hmac(SECRET, `${timestamp}.${BODY}`, 'hex') }, settings)
  const secondsFromNow = (seconds: number): string => String(NOW + seconds * 1000)

  it.each([
    ['an hour old', secondsFromNow(-3600)],
    ['a minute ahead', secondsFromNow(60)],
    ['in seconds', SECONDS],
    ['in ISO 8601', new Date(NOW).toISOString()]
  ])('may be %s', (_case, timestamp) => {
    expect(at(timestamp)().calls).toHaveLength(1)
  })

  it.each([
    [
      'stale',
      secondsFromNow(-3601),
      'The webhook was signed 3601 seconds ago; Tolerance in Seconds allows 3600. If deliveries are late, raise it.'
    ],
    [
      'in the future',
      secondsFromNow(61),
      'The webhook was signed 61 seconds in the future; at most 60 are allowed. Check this machine’s clock.'
    ],
    ['no time', 'soon', 'The header x-apc-timestamp is not a valid time.']
  ])('is rejected when it is %s', (_case, timestamp, message) => {
    expect(at(timestamp)).toThrow(rejection('INVALID_SIGNATURE', message))
  })

  it('is held to the tolerance of the settings', () => {
    const settings = { ...SETTINGS, toleranceSeconds: '60' }
    expect(at(secondsFromNow(-60), settings)().calls).toHaveLength(1)
    expect(at(secondsFromNow(-61), settings)).toThrow(rejection('INVALID_SIGNATURE', /allows 60\. If/))
  })

  it('is signed and read without the blanks around it', () => {
    const headers = signed(`${SECONDS}.${BODY}`, { 'x-apc-timestamp': ` ${SECONDS} ` })
    expect(attempt(headers)().calls).toHaveLength(1)
  })

  it('is not asked for where Appcues sends none', () => {
    expect(attempt({ 'x-apc-signature': hmac(SECRET, BODY, 'hex') })().calls).toHaveLength(1)
  })
})

describe('a signature over the body alone', () => {
  it('can be sent again with a fresh time, and is then the same message, as the setting says', () => {
    const messageIds = [NOW, NOW - 60_000].map((time) => {
      const headers = { 'x-apc-signature': hmac(SECRET, BODY, 'hex'), 'x-apc-timestamp': String(time) }
      return attempt(headers)().calls.map(({ messageId }) => messageId)
    })
    expect(messageIds).toStrictEqual([['d1'], ['d1']])
    expect(appcuesWebhook.settings.webhookSecrets.description).toContain(
      'a recorded webhook can be sent again, and then changes nothing, because it has the same message ID.'
    )
  })
})

describe('the signature mode "url"', () => {
  const SETTINGS_URL = { signatureMode: 'url', urlToken: 'tok en/+ü' }
  const ADDRESS = 'https://fn.segmentapis.com/'
  const WRONG_TOKEN =
    'The address has no ?token=, or another than the URL Token of the settings. Enter the address with its token as the webhook’s URL.'
  const call =
    (url: string | undefined, settings: Record<string, unknown> = SETTINGS_URL) =>
    () =>
      run(receive, requestOf(BODY, {}, url), settings)

  it.each([
    `${ADDRESS}?token=tok%20en%2F%2B%C3%BC`,
    `${ADDRESS}?b=1&token=tok%20en/+%C3%BC&c=2`,
    `/hook?token=tok%20en%2F%2B%C3%BC#top`
  ])('accepts %s', (url) => {
    const { calls, notes } = call(url)()
    expect(calls).toHaveLength(1)
    expect(notes).toStrictEqual([])
  })

  it.each([
    [undefined],
    [ADDRESS],
    [`${ADDRESS}?token=`],
    [`${ADDRESS}?token=tok`],
    [`${ADDRESS}?token=%E0%A4%A`],
    [`${ADDRESS}?mytoken=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}#token=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}#?token=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}?a=1#&token=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}&token=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}hook&token=tok%20en%2F%2B%C3%BC?a=1`],
    [`${ADDRESS}?token=guess&token=tok%20en%2F%2B%C3%BC`],
    [`${ADDRESS}?token=tok%20en%2F%2B%C3%BC1`]
  ])('rejects %s', (url) => {
    expect(call(url)).toThrow(rejection('INVALID_SIGNATURE', WRONG_TOKEN))
  })

  it('takes a malformed escape as it stands', () => {
    expect(call(`${ADDRESS}?token=50%`, { signatureMode: 'url', urlToken: '50%' })().calls).toHaveLength(1)
  })

  it('needs a token in the settings', () => {
    expect(call(`${ADDRESS}?token=`, { signatureMode: 'url', urlToken: '' })).toThrow(
      rejection(
        'MISCONFIGURED',
        'Signature Mode is "url", but URL Token is empty: enter the text after ?token= in the address.'
      )
    )
  })

  it('does not ask for a signature as well', () => {
    const settings = { ...SETTINGS_URL, ...SETTINGS }
    expect(call(`${ADDRESS}?token=tok%20en%2F%2B%C3%BC`, settings)().calls).toHaveLength(1)
  })
})

describe('without secrets', () => {
  it('nothing is verified, and the log says so', () => {
    const { calls, notes } = attempt({ 'x-apc-signature': 'nonsense' }, {})()
    expect(calls).toHaveLength(1)
    expect(notes).toStrictEqual(['Webhook Secrets is empty, so this webhook was not verified.'])
  })

  it('a token alone is a contradiction', () => {
    expect(attempt({}, { urlToken: 'tok' })).toThrow(
      rejection(
        'MISCONFIGURED',
        'URL Token is filled in, but Signature Mode is "verify": choose "url", or enter Webhook Secrets.'
      )
    )
  })
})
