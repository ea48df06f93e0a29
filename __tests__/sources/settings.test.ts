import { sources } from '../../src/sources'
import { readSettings, withServerDefaults } from '../../src/sources/shared/settings'
import { NOW, rejection } from './support/run'
import { onRequest as onAppcues } from '../../src/sources/appcues-webhook/on-request'
import { onRequest as onHeapEvent } from '../../src/sources/heap-event-webhook/on-request'
import { onRequest as onHeapSync } from '../../src/sources/heap-segment-sync/on-request'
import { createOnRequest } from '../../src/sources/shared/segment-runtime'
import { SourceError } from '../../src/sources/shared/errors'
import type { SourceRequest } from '../../src/sources/shared/types'
import {
  InvalidEventPayload,
  RetryError,
  ValidationError,
  functionRequest,
  segmentGlobals
} from './support/segment-globals'

describe('settings', () => {
  const table = {
    text: { label: 'Text', description: '', type: 'string', default: 'standard' },
    bare: { label: 'Bare', description: '', type: 'string' },
    list: { label: 'List', description: '', type: 'array' },
    choice: { label: 'Choice', description: '', type: 'choice', choices: ['One', 'Two'], default: 'One' },
    number: { label: 'Number', description: '', type: 'number', default: 5 },
    on: { label: 'On', description: '', type: 'boolean', default: false }
  } as const

  it.each([
    ['true', true],
    ['YES', true],
    [' on ', true],
    [true, true],
    ['false', false],
    ['no', false],
    ['Off', false],
    ['', false],
    [false, false],
    [undefined, false]
  ])('read the switch %p as %p, with a default or without', (value, isOn) => {
    const bare = { on: { label: 'On', description: '', type: 'boolean' } } as const
    expect([readSettings(table, { on: value }).on, readSettings(bare, { on: value }).on]).toStrictEqual([isOn, isOn])
  })

  it.each([
    [{}, { text: 'standard', bare: '', list: [], choice: 'One', number: 5, on: false }],
    [
      { text: ' a ', bare: 7, list: ' a, b\n\nc,', choice: ' two ', number: ' 1.25 ', on: true },
      { text: 'a', bare: '7', list: ['a', 'b', 'c'], choice: 'Two', number: 1.25, on: true }
    ],
    [
      { text: null, bare: [], list: ['a,b', ' ', 3, null], choice: '', number: 0, on: 'Yes' },
      { text: 'standard', bare: '', list: ['a,b', '3'], choice: 'One', number: 0, on: true }
    ],
    [
      { text: ' ', list: 5, number: '', on: 'false' },
      { text: 'standard', bare: '', list: ['5'], choice: 'One', number: 5, on: false }
    ]
  ])('are read from %j', (values, read) => {
    expect(readSettings(table, values)).toStrictEqual(read)
  })

  it.each(['-1', 'five', '1e3', 'Infinity', '5 s'])('reject the number %s by the label on the screen', (number) => {
    expect(() => readSettings(table, { number })).toThrow(
      rejection('MISCONFIGURED', `The setting Number is "${number}": enter a number, 0 or more.`)
    )
  })

  it('reject a word that is none of the choices', () => {
    expect(() => readSettings(table, { choice: 'Three' })).toThrow(
      rejection('MISCONFIGURED', 'The setting Choice is "Three": enter "One" or "Two".')
    )
  })

  it.each([
    ['text', {}, 'The setting Text is not text: enter one text, or clear it.'],
    ['text', ['a'], 'The setting Text is not text: enter one text, or clear it.'],
    ['text', true, 'The setting Text is not text: enter one text, or clear it.'],
    ['list', {}, 'The setting List is not a list of texts: enter texts, or clear it.'],
    ['list', ['a', {}], 'The setting List is not a list of texts: enter texts, or clear it.'],
    ['on', 'maybe', 'The setting On is "maybe": enter "true" or "false".'],
    ['on', 1, 'The setting On is "1": enter "true" or "false".']
  ])('reject %s as %j', (key, value, message) => {
    expect(() => readSettings(table, { [key]: value })).toThrow(rejection('MISCONFIGURED', message))
  })
})

describe('a secret', () => {
  const table = {
    secrets: { label: 'Secrets', description: '', type: 'array', sensitive: true },
    token: { label: 'Token', description: '', type: 'string', sensitive: true },
    note: { label: 'Note', description: '', type: 'string' }
  } as const

  it.each([[undefined], [null], [''], [[]]])('is not filled in when it is %j', (value) => {
    expect(readSettings(table, { secrets: value, token: value })).toStrictEqual({ secrets: [], token: '', note: '' })
  })

  it.each([
    [['a'], ['a']],
    ['a,', ['a']],
    [['a', '', null], ['a']],
    [' a\n b ', ['a', 'b']],
    [5, ['5']]
  ])('is read from %j', (value, secrets) => {
    expect(readSettings(table, { secrets: value }).secrets).toStrictEqual(secrets)
  })

  it.each([
    [['']],
    [' '],
    [','],
    [[null]],
    [{}],
    [[{}]],
    [['a', {}]],
    [true],
    [false],
    [NaN],
    [[' ', '\n']],
    ['\n,\n']
  ])('that is filled in as %j is a misconfiguration, never "no secret"', (value) => {
    expect(() => readSettings(table, { secrets: value })).toThrow(
      rejection('MISCONFIGURED', /^The setting Secrets is (blank|not a list of texts): enter .+, or clear it\.$/)
    )
  })

  it.each([[' '], ['\t'], [{}], [['a']], [true], [NaN]])('that is filled in as %j is one likewise', (value) => {
    expect(() => readSettings(table, { token: value })).toThrow(
      rejection('MISCONFIGURED', /^The setting Token is (blank|not text): enter .+, or clear it\.$/)
    )
  })

  it.each([
    [{ secret: 'a' }, 'secret'],
    [{ Secrets: ['a'] }, 'Secrets'],
    [{ ' token': 'a' }, ' token'],
    [{ note: 'n', tokenn: 5 }, 'tokenn'],
    [{ secrets: '', x: 'y' }, 'x']
  ])('under a mistyped key is one: %j', (values, key) => {
    expect(() => readSettings(table, values)).toThrow(
      rejection(
        'MISCONFIGURED',
        `There is no setting "${key}", and no secret is filled in. The settings are secrets, token, note.`
      )
    )
  })

  it('makes an unknown key harmless, as does a blank under it', () => {
    expect(readSettings(table, { secrets: 'a', x: 'y' }).secrets).toStrictEqual(['a'])
    expect(readSettings(table, { x: '', y: null, z: [] }).secrets).toStrictEqual([])
  })
})

describe('on a server of one’s own', () => {
  const { heapSegmentSync, heapEventWebhook } = sources

  it.each([[{}], [{ toleranceSeconds: '' }], [{ toleranceSeconds: null }]])(
    'a signature is good for a minute: %j',
    (values) => {
      expect(withServerDefaults(heapSegmentSync.settings, { urlToken: 't', ...values })).toStrictEqual({
        urlToken: 't',
        toleranceSeconds: 60
      })
    }
  )

  it.each([[0], [3600], ['30']])('what is filled in stays: %j', (toleranceSeconds) => {
    expect(withServerDefaults(heapSegmentSync.settings, { toleranceSeconds })).toStrictEqual({ toleranceSeconds })
  })

  it('a source without signed times has no such setting', () => {
    expect(withServerDefaults(heapEventWebhook.settings, {})).toStrictEqual({})
  })
})

describe('Segment’s runtime', () => {
  const nothing = (): void => undefined

  /** Puts Segment's globals in place for one test. */
  function inSegment(): { emitted: unknown[]; log: string[] } {
    const { globals, emitted, log } = segmentGlobals()
    const { Segment } = globals
    Object.assign(globalThis, { Segment, InvalidEventPayload, RetryError, ValidationError })
    jest.spyOn(console, 'log').mockImplementation((message: string) => log.push(message))
    return { emitted, log }
  }
  afterEach(() => {
    for (const name of ['Segment', 'InvalidEventPayload', 'RetryError', 'ValidationError'])
      Reflect.deleteProperty(globalThis, name)
    jest.restoreAllMocks()
  })

  describe('a source in Segment', () => {
    it('gets the body as text, the header names in lower case and the address as text', async () => {
      inSegment()
      const seen: unknown[] = []
      const request = functionRequest('body', { 'X-Apc-Timestamp': '1' }, 'https://a.example/?token=t')
      const receive = (...given: [SourceRequest, object, number]): [] => {
        seen.push(given.slice(0, 3))
        return []
      }
      await createOnRequest(receive)(request, { deliver: 'everything' }, NOW, nothing)
      expect(seen).toStrictEqual([
        [
          { headers: { 'x-apc-timestamp': '1' }, body: 'body', url: 'https://a.example/?token=t' },
          { deliver: 'everything' },
          NOW
        ]
      ])
    })

    it('needs no address', async () => {
      inSegment()
      const request = { ...functionRequest(''), url: undefined }
      await expect(createOnRequest(() => [])(request, {}, NOW, nothing)).resolves.toBeUndefined()
    })

    it('emits every call by its type, in order', async () => {
      const { emitted } = inSegment()
      const calls = [
        { type: 'track' as const, messageId: '1', event: 'A' },
        { type: 'identify' as const, messageId: '2', userId: 'u' }
      ]
      await createOnRequest(() => calls)(functionRequest(''), {}, NOW, nothing)
      expect(emitted).toStrictEqual(calls)
    })

    it.each([
      ['INVALID_PAYLOAD', InvalidEventPayload],
      ['INVALID_SIGNATURE', ValidationError],
      ['MISCONFIGURED', RetryError]
    ] as const)('answers the rejection %s with Segment’s own error', async (code, error) => {
      inSegment()
      const reject = (): never => {
        throw new SourceError(code, 'in words')
      }
      const run = createOnRequest(reject)(functionRequest(''), {}, NOW, nothing)
      await expect(run).rejects.toMatchObject({ message: 'in words' })
      await expect(run).rejects.toBeInstanceOf(error)
    })

    it('lets a fault of its own pass as it is', async () => {
      inSegment()
      const fault = new RangeError('a fault')
      const fail = (): never => {
        throw fault
      }
      await expect(createOnRequest(fail)(functionRequest(''), {}, NOW, nothing)).rejects.toBe(fault)
    })

    it.each([
      ['appcues-webhook', onAppcues, '{"id":"1","name":"appcues:flow_started","user_id":"u"}'],
      [
        'heap-segment-sync',
        onHeapSync,
        '{"action_type":"segment.users.sync","data":{"segment":{"id":1},"add":[{"id":"u"}]}}'
      ],
      ['heap-event-webhook', onHeapEvent, '{"event":"A","identity":"u"}']
    ])('is what onRequest of %s runs', async (_name, onRequest, body) => {
      const { emitted, log } = inSegment()
      await onRequest(functionRequest(body), {})
      expect(emitted).toHaveLength(1)
      expect(log).toStrictEqual([expect.stringMatching(/empty, so this webhook was not verified\.$/)])
    })
  })
})
