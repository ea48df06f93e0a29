import { defaultValues } from '@segment/actions-core'
import { Destination } from '@segment/actions-core'
import type { JSONObject } from '@segment/actions-core'
import definition from '../../../src/destinations/heap-appcues'
import { hostFilter } from '../../../src/destinations/heap-appcues/shared/event-rules'
import { appcuesEvent } from '../../support/appcues-event'
import { withoutNetwork } from '../../support/expect-call'
import { heapAction } from '../../support/heap-delivery'
import { recordHeap, recordsOf } from '../../support/record-vendors'

withoutNetwork()

const reason = (host: string) => `The page is on "${host}", which the setting Only From Hosts does not list.`

describe('hostFilter', () => {
  it.each<[string | undefined, unknown]>([
    [undefined, 'https://staging.example.com/'],
    ['', 'https://staging.example.com/'],
    [' , ', 'https://staging.example.com/'],
    ['app.example.com', 'https://app.example.com/a?b=https://staging.example.com'],
    ['app.example.com', 'HTTPS://APP.EXAMPLE.COM:8443'],
    ['App.Example.com', 'https://alice:secret@app.example.com#x'],
    ['other.com, app.example.com', 'https://app.example.com/'],
    ['other.com\napp.example.com', 'https://app.example.com/'],
    ['*.example.com', 'https://a.b.example.com/'],
    ['app.example.com', 'https://app.example.com./reports'],
    ['app.example.com.', 'https://app.example.com/reports'],
    ['app.example.com', 'app.example.com/reports'],
    ['app.example.com', 'app.example.com'],
    ['app.example.com', '//app.example.com/reports'],
    ['https://app.example.com/reports', 'https://app.example.com/'],
    ['app.example.com:8443', 'https://app.example.com/'],
    ['localhost', 'localhost:3000/reports'],
    ['127.0.0.1', 'http://127.0.0.1:8080/'],
    ['[::1]', 'http://[::1]:8080/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
    ['*.BÜCHER.example', 'https://shop.bücher.example/'],
    ['xn--bcher-kva.example', 'https://bücher.example/'],
    ['*', 'https://anywhere.test/'],
    ['Intranet', 'http://intranet/'],
    ['app.example.com', '  https://app.example.com/ '],
    ['app.example.com', 'myapp://home'],
    ['app.example.com', 'myapp://home?next=https://staging.example.com'],
    ['app.example.com', 'com.example.app://home'],
    ['app.example.com', 'about:blank'],
    ['app.example.com', 'https://'],
    ['app.example.com', 'reports'],
    ['app.example.com', 'reports.'],
    ['app.example.com', `${'.'.repeat(40)}@`],
    ['app.example.com', '#/staging.example.com'],
    ['app.example.com', undefined],
    ['app.example.com', null],
    ['app.example.com', ' '],
    ['app.example.com', '/settings'],
    ['app.example.com', 42]
  ])('with the setting %p lets a page of %p pass', (onlyFromHosts, url) => {
    expect(hostFilter({ onlyFromHosts })(url)).toBeUndefined()
  })

  it.each<[string, string, string]>([
    ['app.example.com', 'https://staging.example.com/app.example.com', 'staging.example.com'],
    ['app.example.com', 'https://app.example.com.evil.test/', 'app.example.com.evil.test'],
    ['app.example.com', 'https://myapp.example.com/', 'myapp.example.com'],
    ['app.example.com', 'https://app.example.com@staging.test/', 'staging.test'],
    ['*.example.com', 'https://example.com/', 'example.com'],
    ['*.example.com', 'https://badexample.com/', 'badexample.com'],
    ['app.example.com', 'http://localhost:3000/', 'localhost'],
    ['app.example.com', ' staging.example.com/ ', 'staging.example.com'],
    ['app.example.com', `https://${'a.'.repeat(200)}test/`, 'a.'.repeat(127).slice(0, 253)],
    ['app.example.com', 'localhost:3000/reports', 'localhost'],
    ['app.example.com', 'staging.example.com/reports', 'staging.example.com'],
    ['app.example.com', 'staging.example.com:8443', 'staging.example.com'],
    ['app.example.com', 'staging.:8443', 'staging'],
    ['app.example.com', '//staging.example.com/', 'staging.example.com'],
    ['app.example.com', 'https://staging.test\\@app.example.com/', 'staging.test'],
    ['app.example.com', 'https://app.example.com%2estaging.test/', 'app.example.com.staging.test'],
    ['bucher.example', 'https://bücher.example/', 'xn--bcher-kva.example'],
    ['app.example.com', 'https://аpp.example.com/', 'xn--pp-6kc.example.com'],
    ['*.example.com', 'https://a.example.com.evil.test/', 'a.example.com.evil.test'],
    ['/reports', 'https://app.example.com/', 'app.example.com'],
    ['*.', 'https://app.example.com/', 'app.example.com']
  ])('with the setting %p skips a page of %p', (onlyFromHosts, url, host) => {
    expect(hostFilter({ onlyFromHosts })(url)).toStrictEqual({
      status: 200,
      sent: {},
      body: { skipped: reason(host) }
    })
  })
})

describe('the setting Only From Hosts', () => {
  const page = (url: string) => ({ context: { page: { url } } })
  const settings = { onlyFromHosts: 'app.example.com' }

  it.each(['trackEvent', 'updateUser'] as const)('keeps other pages out of Heap: %s', async (action) => {
    const requests = recordHeap()
    const responses = await heapAction(action).batch(
      [appcuesEvent(page('https://staging.example.com/')), appcuesEvent(page('https://app.example.com/'))],
      settings
    )
    expect(responses[0].body).toStrictEqual({ skipped: reason('staging.example.com') })
    expect(requests.flatMap(recordsOf)).toHaveLength(1)
  })

  it('keeps other pages out of Appcues', async () => {
    const mapping = defaultValues(definition.actions.forwardEvent.fields) as JSONObject
    const subscription = { subscribe: 'type = "track"', partnerAction: 'forwardEvent', mapping }
    const appcues = { appcuesAccountId: '1', appcuesApiKey: 'key', appcuesApiSecret: 'secret' }
    const event = appcuesEvent({ event: 'Report Exported', ...page('https://staging.example.com/') })
    const results = await new Destination({ ...definition, name: 'heap-appcues' }).onEvent(event, {
      ...appcues,
      ...settings,
      subscription
    })
    expect(results.find(({ data }) => data)?.data).toMatchObject({ body: { skipped: reason('staging.example.com') } })
  })
})
