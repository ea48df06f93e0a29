import { EvenSample } from '../../../host/audit/audience-sample'
import { runCheck } from '../../../host/audit/check'
import type { CheckFlags } from '../../../host/audit/check'
import { shapeOfMost } from '../../../host/input/ids'
import { HEAP_API_KEY, HEAP_APP_ID } from '../../../host/sandbox/heap'
import { appcuesEnvironment, quietContext } from '../../support/audience-context'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

describe('check', () => {
  const sandboxes = withSandboxes({ appcues: { region: 'US' } })
  const folder = temporaryFolder()

  const heapEnvironment = { HEAP_APP_ID, HEAP_REGION: 'US' }
  const both = { ...heapEnvironment, ...appcuesEnvironment }

  async function check(environment: Record<string, string>, flags: CheckFlags = {}) {
    const context = quietContext(folder.path('state'), environment)
    const isRight = await runCheck(flags, context)
    return { isRight, printed: context.printed }
  }

  const HEAP_FORM = `Heap: environment ${HEAP_APP_ID} (US): the id has the right form. Heap accepts a wrong id silently, so only an event that arrives there proves it: --send-test-event, or HEAP_API_KEY.`
  const APPCUES_RIGHT = 'Appcues: account 12345 (US): Appcues accepts the API key.'
  const NO_HEAP = 'Heap: nothing is filled in (HEAP_APP_ID and what follows it). Not checked.'
  const NO_APPCUES = 'Appcues: nothing is filled in (APPCUES_ACCOUNT_ID and what follows it). Not checked.'

  describe('check', () => {
    it.each<[string, Record<string, string>, boolean, string[]]>([
      ['both', both, true, [HEAP_FORM, APPCUES_RIGHT]],
      ['Heap alone', heapEnvironment, true, [HEAP_FORM, NO_APPCUES]],
      ['Appcues alone', appcuesEnvironment, true, [NO_HEAP, APPCUES_RIGHT]],
      [
        'both, with the key of Heap',
        { ...both, HEAP_API_KEY },
        true,
        [`Heap: environment ${HEAP_APP_ID} (US): Heap accepts the API key.`, APPCUES_RIGHT]
      ]
    ])('says a sentence for each vendor where %s is filled in', async (_what, environment, isRight, printed) => {
      expect(await check(environment)).toStrictEqual({ isRight, printed })
    })

    it.each<[string, Record<string, string>]>([
      ['neither', {}],
      ['only what is so by default', { HEAP_REGION: 'US', APPCUES_REGION: 'us' }]
    ])('says what to fill in where %s is filled in', async (_what, environment) => {
      await expect(check(environment)).rejects.toMatchObject({
        name: 'CommandError',
        message:
          'Nothing is filled in. For Heap: HEAP_APP_ID, HEAP_REGION (US or EU). For Appcues: APPCUES_ACCOUNT_ID, APPCUES_API_KEY, APPCUES_API_SECRET, APPCUES_REGION. Put them into the environment or into a .env file here; .env.example lists all.'
      })
    })

    it.each([
      [90, false],
      [75, true],
      [undefined, true]
    ])('holds the share of people who exist against --min-match %s', async (minMatch, isRight) => {
      for (const id of ['ada', 'bob', 'eve']) sandboxes.appcues.state.write(id, [['plan', 'pro']])
      const audience = folder.write('members.csv', 'user_id\nada\nbob\neve\nzoe\n')
      const result = await check(appcuesEnvironment, { audience, minMatch })
      expect(result.isRight).toBe(isRight)
      expect(result.printed.join('\n').includes('The match rate of 75 % is below 90 % (--min-match).')).toBe(!isRight)
    })

    it('prints one JSON object for programs, without a secret or an id', async () => {
      sandboxes.appcues.state.write('ada', [['plan', 'pro']])
      const audience = folder.write('members.csv', 'user_id\nada\nzoe\n')
      const { printed } = await check(both, { audience, json: true, minMatch: 90, sendTestEvent: true })
      expect(printed).toHaveLength(1)
      expect(JSON.parse(printed[0])).toMatchObject({
        ok: false,
        vendors: [
          { vendor: 'Heap', state: 'right' },
          { vendor: 'Appcues', state: 'right' }
        ],
        tests: [
          { vendor: 'Heap', ok: true },
          { vendor: 'Appcues', ok: true }
        ],
        audience: { lookedUp: 2, found: 1, matchRate: 50, ok: false }
      })
      expect(printed[0]).not.toMatch(/sandbox-secret|"zoe"/)
    })

    it.each<[string, Record<string, string>, string]>([
      [
        'a wrong secret',
        { ...both, APPCUES_API_SECRET: 'hunter2' },
        'Appcues: Appcues rejected the credentials (401): check Appcues Account ID, Appcues API Key, Appcues API Secret and Appcues Region in the destination’s settings. A key works for its own account and region only.'
      ],
      [
        'the other region',
        { ...both, APPCUES_REGION: 'EU' },
        'Appcues: These Appcues credentials belong to the region US: set Appcues Region to US.'
      ],
      [
        'half of it',
        { ...heapEnvironment, APPCUES_API_KEY: 'hunter2' },
        'Appcues: Appcues is not configured: fill in Appcues Account ID, Appcues API Secret in the destination’s settings.'
      ],
      [
        'a word for a number',
        { ...both, HEAP_APP_ID: 'main' },
        'Heap: Heap App ID is the number of an environment; "main" is not.'
      ]
    ])('ends with a failure and no secret on %s', async (_what, environment, sentence) => {
      const { isRight, printed } = await check(environment)
      expect(isRight).toBe(false)
      expect(printed).toContain(sentence)
      expect(printed.join('\n')).not.toContain('hunter2')
    })

    it('sends one marked event to Heap and reads one profile in Appcues, and says what to look for', async () => {
      const { isRight, printed } = await check(both, { sendTestEvent: true })
      expect(isRight).toBe(true)
      expect(printed.slice(2)).toStrictEqual([
        'Heap: sent the event "Heap Appcues Connection Test" of the user "heap-appcues-connection-test", at 2026-03-11T08:00:00.000Z. Look for it in Heap.',
        'Appcues: profiles can be read: the user "heap-appcues-connection-test" is not there, as it should be.'
      ])
      const [request, ...others] = sandboxes.heap.requests.entries
      expect(others).toStrictEqual([])
      expect(JSON.parse(request.body)).toStrictEqual({
        app_id: HEAP_APP_ID,
        events: [
          {
            identity: 'heap-appcues-connection-test',
            event: 'Heap Appcues Connection Test',
            timestamp: '2026-03-11T08:00:00.000Z',
            idempotency_key: 'heap-appcues-connection-test:2026-03-11T08:00:00.000Z:Heap Appcues Connection Test',
            properties: { Note: 'Sent by heap-appcues check.' }
          }
        ]
      })
      expect(sandboxes.appcues.state.profiles()).toStrictEqual([])
    })

    it('sends the test event under its marked identity whatever the identity property is', async () => {
      const { isRight } = await check({ ...heapEnvironment, HEAP_IDENTITY_PROPERTY: 'email' }, { sendTestEvent: true })
      expect(isRight).toBe(true)
      expect(sandboxes.heap.state.people().map(({ id }) => id)).toStrictEqual(['heap-appcues-connection-test'])
    })

    it('sends no test event to a vendor whose settings are wrong', async () => {
      await check({ ...both, HEAP_APP_ID: 'main' }, { sendTestEvent: true })
      expect(sandboxes.heap.requests.total).toBe(0)
    })

    it('ends wrong where the vendors take no test', async () => {
      sandboxes.heap.faults.always({ kind: 'status', status: 500 })
      sandboxes.appcues.faults.always({ kind: 'status', status: 500, match: ({ path }) => path.includes('/users/') })
      const { isRight, printed } = await check(both, { sendTestEvent: true })
      expect(isRight).toBe(false)
      expect(printed[2]).toMatch(/^Heap: the test event was rejected\. Heap responded with 500/)
      expect(printed[3]).toMatch(/^Appcues: a profile could not be read\. Appcues responded with 500/)
    })
  })

  describe('check --audience', () => {
    const audience = (content: string) => check(appcuesEnvironment, { audience: folder.write('members.csv', content) })
    const known = (...ids: string[]) => ids.forEach((id) => sandboxes.appcues.state.write(id, []))
    const people = (count: number, name = (index: number): string => `user-${index}`) =>
      Array.from({ length: count }, (_, index) => name(index))

    it('looks up 50 of a list, evenly spaced, and no more', async () => {
      const ids = people(1000)
      known(...ids)
      const { isRight, printed } = await audience(`user_id\n${ids.join('\n')}\n`)
      expect(isRight).toBe(true)
      expect(printed[2]).toBe('50 of 50 exist in Appcues (ids of the column "user_id" of members.csv, evenly spaced).')
      expect(sandboxes.appcues.requests.entries.filter(({ path }) => path.includes('/users/'))).toHaveLength(50)
    })

    it('warns below 80 %, which is no failure, and tells emails from what Appcues has', async () => {
      const ids = [...people(31, (index) => String(index + 1)), ...people(19, (index) => `p${index}@example.com`)]
      known(...ids.slice(0, 31))
      const { isRight, printed } = await audience(`user_id\n${ids.join('\n')}\n`)
      expect(isRight).toBe(true)
      expect(printed[2].split('\n')).toStrictEqual([
        '31 of 50 exist in Appcues (ids of the column "user_id" of members.csv, evenly spaced).',
        'Warning: fewer than 80 %. The others would be made as new users.',
        'The missing ids look like emails, those that exist like numbers.'
      ])
    })

    it.each([
      [40, false],
      [39, true]
    ])('warns below 80 %% and not at it: %d of 50', async (count, warns) => {
      const ids = people(50)
      known(...ids.slice(0, count))
      const { printed } = await audience(`user_id\n${ids.join('\n')}\n`)
      expect(printed[2].includes('Warning')).toBe(warns)
    })

    it('says it where Appcues knows none of the ids, and which column would do', async () => {
      known('1', '2')
      const { printed } = await audience('email,id\na@example.com,1\nb@example.com,2\nc@example.com,3\n')
      expect(printed[2]).toContain('2 of 3 exist')
      const byEmail = await check(appcuesEnvironment, { audience: folder.path('members.csv'), idColumn: 'email' })
      expect(byEmail.printed[2].split('\n')).toStrictEqual([
        '0 of 3 exist in Appcues (ids of the column "email" of members.csv, evenly spaced).',
        'Warning: fewer than 80 %. The others would be made as new users.',
        'Your ids look like emails, and Appcues knows none of them: it seems to know people by something else.',
        'By the column "id" 2 of 3 exist: --id-column "id".'
      ])
    })

    it('finds ids that differ by capitals only', async () => {
      known('ada', 'bob')
      const { printed } = await audience('user_id\nAda\nBob\n')
      expect(printed[2]).toContain('2 of the missing exist in lower case: write the ids as Appcues has them.')
    })

    it('says who could not be looked up', async () => {
      known('ada')
      sandboxes.appcues.faults.always({
        kind: 'status',
        status: 400,
        match: ({ path }) => path.includes('/users/bob/')
      })
      const { printed } = await audience('user_id\nada\nbob\n')
      expect(printed[2]).toBe(
        '1 of 1 exist in Appcues (ids of the column "user_id" of members.csv, evenly spaced).\n1 could not be looked up: Appcues responded with 400: Bad Request: Bad Request.'
      )
    })

    it('waits where Appcues asks to slow down', async () => {
      known('ada')
      sandboxes.appcues.faults.next(
        { kind: 'status', status: 429, retryAfter: 1, match: ({ path }) => path.includes('/users/') },
        2
      )
      expect((await audience('user_id\nada\n')).printed[2]).toContain('1 of 1 exist')
    })

    it('cannot be done without Appcues', async () => {
      await expect(
        check(heapEnvironment, { audience: folder.write('members.csv', 'id\nada\n') })
      ).rejects.toMatchObject({
        name: 'CommandError',
        message: '--audience looks people up in Appcues, which cannot be reached.'
      })
    })
  })
})

const sampleOf = (count: number): number[] => {
  const sample = new EvenSample<number>(50)
  for (let value = 0; value < count; value++) sample.add(value)
  return sample.values()
}

describe('an even sample', () => {
  it.each([[0], [1], [49], [50]])('of %d is all of them', (count) => {
    expect(sampleOf(count)).toStrictEqual(Array.from({ length: count }, (_, index) => index))
  })

  it.each([[51], [99], [100], [101], [1000], [12_345]])('of %d is 50, spread over all of them', (count) => {
    const values = sampleOf(count)
    expect(values).toHaveLength(50)
    expect(values[0]).toBe(0)
    expect(values[49]).toBeGreaterThan(count * 0.7)
    const gaps = values.slice(1).map((value, index) => value - values[index])
    expect(Math.min(...gaps)).toBeGreaterThan(0)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.ceil(count / 50))
  })

  it('is the same for the same list', () => {
    expect(sampleOf(777)).toStrictEqual(sampleOf(777))
  })
})

describe('what most ids look like', () => {
  it.each([
    ['emails', ['ada@example.com', 'bob+1@mail.example.org']],
    ['numbers', ['1', '42', '007']],
    ['UUIDs', ['0b9f6b8e-8f1d-4b57-9a0e-0d4b0b7f1c11', '0B9F6B8E-8F1D-4B57-9A0E-0D4B0B7F1C11']],
    ['ids of anonymous visitors', ['anon:1', 'anon:x']],
    ['emails', ['a@example.com', 'b@example.com', 'c@example.com', 'd@example.com', 'ada']]
  ])('is recognised as %s: %j', (shape, ids) => {
    expect(shapeOfMost(ids)).toBe(shape)
  })

  it.each([
    [[]],
    [['ada', 'bob']],
    [['a@b', '@example.com', 'a b@example.com']],
    [['1.5', '-1', '1e3']],
    [['a@example.com', '1']]
  ])('is unknown for %j', (ids: string[]) => {
    expect(shapeOfMost(ids)).toBeUndefined()
  })
})
