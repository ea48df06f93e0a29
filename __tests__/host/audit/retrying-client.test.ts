import { retryingAppcuesApi } from '../../../host/appcues/client'
import { appcuesSettings, withSandboxes } from '../../support/sandboxes'

const sandboxes = withSandboxes()
const policy = { retries: 2, firstWait: 1, longestWait: 2 }
const reads = (): number => sandboxes.appcues.requests.entries.filter(({ method }) => method === 'GET').length

describe('the retrying client of Appcues', () => {
  it('retries no further call while Appcues is down, and all of them once it is back', async () => {
    const api = retryingAppcuesApi(appcuesSettings, policy)
    sandboxes.appcues.quirks.profilesUnreadable = true
    for (const id of ['ada', 'bob', 'eve']) expect(await api.getProfile(id)).toMatchObject({ status: 503 })
    expect(reads()).toBe(3 + 1 + 1)

    sandboxes.appcues.quirks.profilesUnreadable = false
    expect(await api.getProfile('ada')).toMatchObject({ status: 404 })
    sandboxes.appcues.quirks.profilesUnreadable = true
    expect(await api.getProfile('ada')).toMatchObject({ status: 503 })
    expect(reads()).toBe(5 + 1 + 3)
  })

  it('goes on retrying where Appcues only asks to wait', async () => {
    const api = retryingAppcuesApi(appcuesSettings, policy)
    sandboxes.appcues.faults.always({ kind: 'status', status: 429 })
    for (const id of ['ada', 'bob']) expect(await api.getProfile(id)).toMatchObject({ status: 429 })
    expect(reads()).toBe(3 + 3)
  })
})
