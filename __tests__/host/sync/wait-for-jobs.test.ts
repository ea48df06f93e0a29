import type { AppcuesApi } from '../../../host/appcues/client'
import type { VendorResponse } from '../../../src/destinations/heap-appcues/shared/http'
import { Jobs, jobState, waitForJobs } from '../../../host/appcues/jobs'
import { jobLines } from '../../../host/import/sync-report'

const POLICY = { firstPause: 1, longestPause: 2, longest: 1000 }
const job = { id: 'job 1', kind: 'import', people: 2 } as const

/** An Appcues that gives one answer after the other, and the last one for ever. */
function answering(...answers: Partial<VendorResponse>[]): { api: Pick<AppcuesApi, 'getJob'>; asked: string[] } {
  const asked: string[] = []
  const getJob = async (id: string): Promise<VendorResponse> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]
    asked.push(id)
    return { status: 200, data: undefined, ...answer }
  }
  return { api: { getJob }, asked }
}

const status = (word: unknown, events: unknown = []): Partial<VendorResponse> => ({ data: { status: word, events } })

describe('the status of a job', () => {
  it.each([['COMPLETED'], ['completed'], ['Finished'], ['SUCCESS'], [' done ']])('%j says that it is done', (word) => {
    expect(jobState(word)).toBe('done')
  })
  it.each([['FAILED'], ['error'], ['Timeout'], ['CANCELED'], ['cancelled']])('%j says that it failed', (word) => {
    expect(jobState(word)).toBe('failed')
  })
  it.each([['RUNNING'], ['PENDING'], ['UNDONE'], ['not completed'], [''], [undefined], [7]])(
    '%j says neither',
    (word) => {
      expect(jobState(word)).toBe('running')
    }
  )
})

/** For jobs that end: however slow the machine, the wait outlasts them. */
const PATIENT = { ...POLICY, longest: 20_000 }

describe('waiting for jobs', () => {
  it('asks until the job is done, and then no more', async () => {
    const { api, asked } = answering(status('RUNNING'), status('RUNNING'), status('COMPLETED'))
    expect(await waitForJobs(api, [job], PATIENT)).toStrictEqual([{ ...job, state: 'done', remarks: [] }])
    expect(asked).toStrictEqual(Array(3).fill('job 1'))
  })

  it('tells what Appcues says about it, and only words', async () => {
    const { api } = answering(status('FAILED', [{ message: 'Row 2 has no user_id.' }, { message: 7 }, 'x']))
    expect(await waitForJobs(api, [job], PATIENT)).toStrictEqual([
      { ...job, state: 'failed', remarks: ['Row 2 has no user_id.'] }
    ])
  })

  it('gives up in time', async () => {
    const { api, asked } = answering(status('RUNNING'))
    expect(await waitForJobs(api, [job], POLICY)).toStrictEqual([{ ...job, state: 'running', remarks: [] }])
    expect(asked.length).toBeGreaterThan(2)
  })

  it('does not ask again for a job it cannot look up', async () => {
    const { api, asked } = answering({ status: 404, data: { title: 'Not Found', detail: 'There is no such job.' } })
    expect(await waitForJobs(api, [job], POLICY)).toStrictEqual([
      { ...job, state: 'unknown', remarks: ['Appcues answered 404: Not Found: There is no such job.'] }
    ])
    expect(asked).toHaveLength(1)
  })

  it('ends at once when it is interrupted', async () => {
    const controller = new AbortController()
    const { api } = answering(status('RUNNING'))
    const waiting = waitForJobs(
      api,
      [job],
      { firstPause: 60_000, longestPause: 60_000, longest: 600_000 },
      controller.signal
    )
    setTimeout(() => controller.abort('It was interrupted.'), 20)
    expect(await waiting).toStrictEqual([{ ...job, state: 'running', remarks: [] }])
  })
})

describe('the jobs of a sync', () => {
  it('are gathered from the answers, each once, with how many people they are about', () => {
    const jobs = new Jobs()
    const body = (segment: string) => ({ title: 'Accepted', job_id: 'import', segment: { id: '7', job_id: segment } })
    for (const segment of ['add', 'add', 'remove']) jobs.see({ status: 202, body: body(segment) })
    jobs.see({ status: 200, body: { title: 'OK' } })
    jobs.see({ status: 202 })
    expect(jobs.all()).toStrictEqual([
      { id: 'import', kind: 'import', people: 3 },
      { id: 'add', kind: 'segment', people: 2 },
      { id: 'remove', kind: 'segment', people: 1 }
    ])
  })

  it('are told by kind, and one by one where something is to be said', () => {
    const ended = [
      { ...job, state: 'done', remarks: [] },
      { ...job, id: 'job 2', state: 'failed', remarks: ['No space left.'] },
      { ...job, id: 'job 3', kind: 'segment', people: 1000, state: 'running', remarks: [] }
    ] as const
    expect(
      jobLines(
        ended,
        [...ended].map((each) => ({ ...each, remarks: [...each.remarks] }))
      )
    ).toBe(
      [
        'Imports of the property: 1 done, 1 failed.',
        'Changes of the segment: 1 not done yet.',
        'The import job 2, of 2 people: failed. Appcues says: No space left.',
        'The change of the segment job 3, of 1,000 people: not done yet.'
      ].join('\n')
    )
  })
})
