import { readdirSync, readFileSync, statSync } from 'node:fs'
import { facts } from '../../../host/audit/probe-facts'
import type { Finding } from '../../../host/audit/probe-facts'
import { badIdOf } from '../../../host/audit/probe-account'
import { runProbe } from '../../../host/audit/probe'
import type { AppcuesQuirks } from '../../../host/sandbox/appcues'
import { HEAP_APP_ID } from '../../../host/sandbox/heap'
import { appcuesEnvironment, NOW, quietContext } from '../../support/audience-context'
import { withSandboxes } from '../../support/sandboxes'
import { temporaryFolder } from '../../support/temporary-folder'

const NAME = `heap-appcues-probe-${NOW}`
const BAD_ID = badIdOf(NAME)
const sandboxes = withSandboxes({ appcues: { region: 'US', planJob: () => ({}) } })
const folder = temporaryFolder()
const both = { HEAP_APP_ID, HEAP_REGION: 'US', ...appcuesEnvironment }

/** Jobs run when someone looks for the second time, or reads a profile. */
function runJobs(): void {
  const looked = new Set<string>()
  sandboxes.appcues.faults.schedule(({ method, path }) => {
    if (method === 'GET' && (path.endsWith('/profile') || looked.has(path))) sandboxes.appcues.jobs.settle()
    looked.add(path)
    return undefined
  })
}
beforeEach(runJobs)

async function probe(answer = true, environment: Record<string, string> = both) {
  const context = quietContext(folder.path('.'), environment)
  const asked: string[] = []
  const confirm = async (question: string): Promise<boolean> => {
    asked.push([...context.printed.splice(0), question].join('\n'))
    return answer
  }
  const isRight = await runProbe({ ...context, folder: folder.path('.'), confirm, pauses: [2, 4, 8, 16, 32] })
  return { isRight, asked, printed: context.printed.join('\n') }
}

function report(): { text: string; findings: Finding[] } {
  const [file] = readdirSync(folder.path('.')).filter((name) => name.startsWith('heap-appcues-probe-'))
  expect(statSync(folder.path(file)).mode & 0o777).toBe(0o600)
  const text = readFileSync(folder.path(file), 'utf8')
  return { text, findings: (JSON.parse(text) as { findings: Finding[] }).findings }
}

const verdicts = (): Record<string, string> =>
  Object.fromEntries(report().findings.map(({ id, verdict, seen }) => [id, `${verdict}: ${seen}`]))

/** An Appcues that does everything as the code assumes. */
const AS_ASSUMED = {
  'unknown-user': 'confirmed: yes',
  'read-at-once': 'confirmed: yes',
  'created-at': 'confirmed: yes',
  'list-lag': 'confirmed: at the first read',
  'import-boolean': 'confirmed: a boolean, true',
  'import-number': 'confirmed: a text, "5"',
  'import-date': 'confirmed: a text, "2026-03-10T22:21:56.000Z"',
  'bad-id-import': 'confirmed: 400 (Bad Request: One of the user ids is not valid.)',
  'bad-id-add': 'confirmed: 400 (Bad Request: One of the user ids is not valid.)',
  'event-status': 'confirmed: 202 (Accepted)',
  deletion: 'confirmed: yes',
  'job-words': 'confirmed: RUNNING, then COMPLETED',
  'repeated-key':
    'cannot be seen: look in Heap for "Heap Appcues Connection Test" at 2026-03-11T08:00:00.000Z: once is as assumed, twice is otherwise'
}

describe('check --probe', () => {
  it('writes nothing before someone says yes', async () => {
    const { isRight, asked, printed } = await probe(false)
    expect([isRight, printed]).toStrictEqual([true, 'Nothing was written.'])
    expect(asked).toStrictEqual([
      [
        'This writes to the Appcues account 12345 (US):',
        `- it makes one user and one segment, both called "${NAME}", and removes them at the end;`,
        '- it sends one event called "heap-appcues probe" of that user, and tries an id of 1024 characters;',
        '- it sends one event called "Heap Appcues Connection Test" of the user "heap-appcues-connection-test" to Heap, twice with one key. Heap cannot remove it.',
        'It takes up to a few minutes, because Appcues does some of it in its own time.',
        'Go on?'
      ].join('\n')
    ])
    const written = [...sandboxes.appcues.requests.entries, ...sandboxes.heap.requests.entries]
    expect(written.filter(({ method }) => method !== 'GET')).toStrictEqual([])
    expect(readdirSync(folder.path('.'))).toStrictEqual([])
  })

  it('confirms every fact where all is as assumed, and removes what it made', async () => {
    sandboxes.appcues.quirks.badIds.add(BAD_ID)
    const { isRight, printed } = await probe()
    expect(verdicts()).toStrictEqual(AS_ASSUMED)
    expect(isRight).toBe(true)
    expect(printed).toContain('confirmed')
    expect([sandboxes.appcues.state.segments(), sandboxes.appcues.state.profiles()]).toStrictEqual([[], []])
    expect(sandboxes.heap.state.counters).toMatchObject({ stored: 1, duplicates: 1 })
  })

  it('writes a report that holds no key, no account and no app id', async () => {
    await probe()
    const { text, findings } = report()
    expect(findings.map(({ id }) => id).sort()).toStrictEqual(
      Object.values(facts)
        .map(({ id }) => id)
        .sort()
    )
    const secrets = [...Object.values(appcuesEnvironment).filter((value) => value !== 'US'), HEAP_APP_ID]
    expect(secrets.filter((secret) => text.includes(String(secret)))).toStrictEqual([])
  })

  it.each<[string, Partial<AppcuesQuirks>, Partial<Record<keyof typeof AS_ASSUMED, string>>]>([
    ['a list that lags', { segmentListLag: 2 }, { 'list-lag': 'otherwise: at read 3' }],
    ['times in whole seconds', { wholeSeconds: true }, { 'created-at': 'otherwise: whole seconds' }],
    ['an import of texts', { readCell: (cell) => cell }, { 'import-boolean': 'otherwise: a text, "true"' }],
    [
      'an import of numbers',
      { readCell: (cell) => (cell === '5' ? 5 : cell === 'true' ? true : cell) },
      { 'import-number': 'otherwise: a number, 5' }
    ],
    [
      'an import that reads times as numbers',
      { readCell: (cell) => (cell.startsWith('2026') ? Date.parse(cell) : cell === 'true' ? true : cell) },
      { 'import-date': 'otherwise: a number, 1773181316000' }
    ],
    [
      'other words of jobs',
      { jobWords: { RUNNING: 'cooking', COMPLETED: 'served', FAILED: 'burnt' } },
      { 'job-words': 'otherwise: cooking, then served' }
    ],
    [
      'ids of any kind',
      { badIds: new Set() },
      {
        'bad-id-import': 'otherwise: nothing at once: 202 for all',
        'bad-id-add': 'otherwise: nothing at once: 202 for all'
      }
    ],
    [
      'answers without a body',
      { successStatuses: [204] },
      {
        'event-status': 'confirmed: 204',
        deletion: 'otherwise: no: 204',
        'job-words': 'cannot be seen: there was no job to look at'
      }
    ],
    [
      'profiles that cannot be read',
      { profilesUnreadable: true },
      Object.fromEntries(
        ['unknown-user', 'read-at-once', 'import-boolean', 'import-number', 'import-date'].map((id) => [
          id,
          'cannot be seen: 503 (Service Unavailable: Profiles cannot be read now.)'
        ])
      )
    ]
  ])('says so of %s', async (_what, quirks, otherwise) => {
    Object.assign(sandboxes.appcues.quirks, { badIds: new Set([BAD_ID]), ...quirks })
    const { isRight } = await probe()
    expect(verdicts()).toStrictEqual({ ...AS_ASSUMED, ...otherwise })
    expect(isRight).toBe(!Object.values(otherwise).some((text) => text?.startsWith('otherwise')))
    sandboxes.appcues.jobs.settle()
    expect([sandboxes.appcues.state.segments(), sandboxes.appcues.state.profiles()]).toStrictEqual([[], []])
  })

  it('names what it could not remove, and ends wrong', async () => {
    sandboxes.appcues.quirks.badIds.add(BAD_ID)
    sandboxes.appcues.faults.schedule(({ method }) =>
      method === 'DELETE' ? { kind: 'status', status: 503 } : undefined
    )
    const { isRight, printed } = await probe()
    expect(isRight).toBe(false)
    expect(printed).toContain(`Not removed: the segment "${NAME}". Delete it in Appcues.`)
    expect(printed).toContain(`Not removed: the user "${NAME}". Delete it in Appcues.`)
  })

  it('sends nothing to Heap where Heap is not filled in', async () => {
    const { asked } = await probe(true, appcuesEnvironment)
    expect(asked[0]).toContain('Heap is not filled in, and gets nothing.')
    expect(verdicts()).toMatchObject({ 'repeated-key': 'cannot be seen: Heap is not filled in' })
    expect(sandboxes.heap.requests.total).toBe(0)
  })

  it('cannot begin without Appcues', async () => {
    await expect(probe(true, { HEAP_APP_ID, HEAP_REGION: 'US' })).rejects.toMatchObject({
      message: expect.stringMatching(/^--probe needs Appcues\. Appcues: nothing is filled in/) as string
    })
  })
})
