import { createTestEvent, createTestIntegration } from '@segment/actions-core'
import type { SegmentEvent } from '@segment/actions-core'
import nock from 'nock'
import { definition } from '../../host/delivery/definition'
import { buildReference } from '../../src/destinations/heap-appcues/audience/remembered'
import type { Settings } from '../../src/destinations/heap-appcues/generated-types'
import { withoutNetwork } from '../support/expect-call'

const settings: Settings = {
  heapAppId: '11',
  appcuesAccountId: '12345',
  appcuesApiKey: 'appcues-key',
  appcuesApiSecret: 'appcues-secret'
}

const inAudience: SegmentEvent['context'] = {
  personas: {
    computation_class: 'audience',
    computation_key: 'power_users',
    computation_id: 'aud_1',
    namespace: 'spa_1',
    external_audience_id: buildReference({ property: '[Heap] Power users', segment: 'segment-1', fill: true })
  }
}

/** For each action the least an event may carry, and an event that carries everything. */
const events: Record<string, { least: Partial<SegmentEvent>; most: Partial<SegmentEvent> }> = {
  trackEvent: {
    least: { event: 'Report Exported', userId: 'alice@example.com', anonymousId: undefined },
    most: {
      event: 'Form Field Submitted (Appcues)',
      userId: 'alice@example.com',
      properties: {
        flowId: 'flow-1',
        flowName: 'Welcome',
        flowVersion: 1741644000000,
        timestamp: 1741645316000,
        stepId: 'step-1',
        stepType: 'modal',
        interactionType: 'submit',
        interaction: { category: 'form', formId: 'form-1', fieldId: 'field-1', label: 'Team size', value: '10' },
        user: { email: 'alice@example.com' }
      }
    }
  },
  updateUser: {
    least: { event: 'Flow Started (Appcues)', userId: 'alice@example.com' },
    most: { event: 'Flow Started (Appcues)', userId: 'alice@example.com', context: { traits: { plan: 'free' } } }
  },
  syncAudience: {
    least: { userId: 'alice@example.com', properties: { power_users: true }, context: inAudience },
    most: { userId: 'alice@example.com', properties: { power_users: false, name: 'Alice' }, context: inAudience }
  },
  /** Nothing leaves by default: no property is mapped. */
  updateAppcuesUser: {
    least: { type: 'identify', userId: 'alice@example.com', traits: {} },
    most: { type: 'identify', userId: 'alice@example.com', traits: { email: 'alice@example.com', plan: 'free' } }
  },
  forwardEvent: {
    least: { event: 'Report Exported', userId: 'alice@example.com', context: {} },
    most: {
      event: 'Report Exported',
      userId: 'alice@example.com',
      properties: { rows: 3, file: { type: 'csv' }, tags: ['a', 'b'] },
      context: { groupId: 'acme', page: { url: 'https://app.example.com/reports' } }
    }
  }
}

/** Every request that leaves while `run` runs, as the vendors receive it. */
async function requestsOf(run: () => Promise<unknown>): Promise<{ request: string; body: unknown }[]> {
  const requests: { request: string; body: unknown }[] = []
  for (const method of ['GET', 'POST', 'PATCH', 'PUT', 'DELETE']) {
    nock(/.*/)
      .persist()
      .intercept(/.*/, method)
      .reply((uri, body) => {
        requests.push({ request: `${method} ${uri}`, body })
        return [200, {}]
      })
  }
  await run()
  nock.cleanAll()
  return requests
}

withoutNetwork()

describe('what leaves', () => {
  it('is shown for every action', () => {
    expect(Object.keys(events).sort()).toStrictEqual(Object.keys(definition.actions).sort())
  })

  it.each(
    Object.entries(events).flatMap(([action, { least, most }]) => [
      { action, carries: 'the least', event: least },
      { action, carries: 'everything', event: most }
    ])
  )('stays the same for $action when an event carries $carries', async ({ action, event }) => {
    const pinned = { messageId: 'message-1', timestamp: '2026-03-10T22:21:56.000Z', properties: {}, ...event }
    const requests = await requestsOf(() =>
      createTestIntegration(definition).testAction(action, {
        event: createTestEvent(pinned),
        settings,
        useDefaultMappings: true
      })
    )
    expect(requests).toMatchSnapshot()
  })
})
