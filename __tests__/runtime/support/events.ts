import type { SegmentEvent } from '@segment/actions-core'
import fc from '../../support/fast-check'
import { events as catalog } from '../../../src/destinations/heap-appcues/catalog'
import { hostileJson, hostileRecord, hostileText, mostly, pageAddress } from '../../support/hostile-json'

const time = fc
  .date({ noInvalidDate: true, min: new Date('2015-01-01'), max: new Date('2026-01-01') })
  .map((date) => date.toISOString())
const person = fc.oneof(
  { arbitrary: fc.constantFrom('ada', 'bob', 'carl@example.com', 'anon:1'), weight: 6 },
  hostileText,
  fc.constantFrom(0, 12, null, 'undefined')
)

const appcuesProperties = mostly({
  flowId: fc.constant('f1'),
  flowName: fc.string(),
  flowVersion: fc.nat(),
  timestamp: fc.nat({ max: 1_700_000_000 }).map((seconds) => seconds * 1000),
  stepId: fc.uuid(),
  stepType: fc.constantFrom('modal', 'hotspot-group'),
  interactionType: fc.constant('click'),
  interaction: mostly({ category: fc.constant('link'), destination: pageAddress, response: fc.array(hostileRecord) }),
  score: fc.nat({ max: 10 }),
  feedback: hostileText,
  checklistId: fc.uuid(),
  experienceId: fc.uuid(),
  groupId: fc.uuid(),
  user: hostileRecord,
  _identity: hostileRecord
})

const context = mostly({
  page: mostly({ url: pageAddress, title: hostileText }),
  traits: mostly({ email: fc.emailAddress(), appcuesUserID: hostileText }),
  groupId: hostileText,
  integration: mostly({ source: fc.constantFrom('appcues-webhook', 'heap-event-webhook') })
})

const common = mostly({
  messageId: fc.uuid(),
  userId: person,
  anonymousId: fc.uuid(),
  timestamp: time,
  context,
  traits: mostly({ email: fc.emailAddress() })
})

const names = fc.constantFrom(
  ...catalog.flatMap(({ name, clientName }) => [clientName, clientName, name]),
  'Brand New (Appcues)',
  'Report Exported'
)

const appcuesEvent = fc
  .tuple(common, names, appcuesProperties)
  .map(([fields, event, properties]) => ({ ...fields, type: 'track', event, properties }))

/** The framework reads these three without asking what stands there, and throws for the whole batch; Segment sees to that. */
const personas = fc.record({
  computation_class: fc.constantFrom('audience', 'audience', 'journey_step', 'other'),
  computation_key: fc.constantFrom('vips', 'others'),
  computation_id: fc.oneof(fc.constantFrom('aud_1', 'aud_2', 'heap/3'), hostileText),
  namespace: fc.constantFrom('spa_1', 'spa_2'),
  audience_name: fc.oneof(fc.constant('VIPs'), hostileText),
  external_audience_id: fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 4 },
    fc.constant('{"v":1,"property":"[Heap] Kept","segment":"kept-1","fill":true}'),
    hostileText
  )
})
const membership = fc.oneof({ arbitrary: fc.boolean(), weight: 5 }, hostileJson)

const audienceEvent = fc
  .tuple(common, fc.constantFrom('track', 'identify'), personas, membership)
  .map(([fields, type, who, isMember]) => ({
    ...fields,
    type,
    event: 'Audience Entered',
    context: { personas: who },
    [type === 'track' ? 'properties' : 'traits']: { [who.computation_key]: isMember }
  }))

const row = fc
  .tuple(
    common,
    fc.constantFrom('new', 'updated', 'deleted', 'else'),
    fc.oneof(hostileRecord, fc.constant(null)),
    person
  )
  .map(([fields, event, columns, id]) => ({
    ...fields,
    type: 'track',
    event,
    properties: columns && { ...columns, __segment_id: id }
  }))

const other = fc
  .tuple(common, fc.constantFrom('track', 'identify', 'page', 'group'), hostileRecord)
  .map(([fields, type, properties]) => ({ ...fields, type, event: 'Report Exported', properties }))

export const anyEvent = fc
  .oneof({ arbitrary: appcuesEvent, weight: 5 }, { arbitrary: audienceEvent, weight: 3 }, row, other)
  .map((event) => event as unknown as SegmentEvent)

export const reverseEtlRow = row.map((event) => event as unknown as SegmentEvent)
