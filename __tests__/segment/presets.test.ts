import { parseFql } from '@segment/destination-subscriptions'
import destination from '../../src/destinations/heap-appcues'
import { triggerText } from './support/trigger-text'

const presets = destination.presets ?? []
const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const specific = presets.flatMap((preset) => (preset.type === 'specificEvent' ? [preset] : []))

/** What Engage sends, as Segment's documentation lists it. */
const ENGAGE_EVENTS = [
  'warehouse_audience_membership_changed_identify',
  'warehouse_audience_entered_track',
  'warehouse_audience_exited_track',
  'warehouse_entity_added_track',
  'warehouse_entity_removed_track',
  'journeys_step_entered_track'
]

describe('presets', () => {
  it('are fewer than the 50 mappings a destination may have', () => {
    expect(presets.length).toBeLessThan(50)
  })

  it('have names of their own', () => {
    const names = presets.map(({ name }) => name)
    expect(names).toStrictEqual([...new Set(names)])
  })

  it.each(presets)('map only fields that the action of "$name" has', ({ partnerAction, mapping }) => {
    const action = destination.actions[partnerAction]
    expect(action).toBeDefined()
    expect(Object.keys(action.fields)).toStrictEqual(expect.arrayContaining(Object.keys(mapping ?? {})))
  })

  it.each(presets)('map every required field of the action of "$name"', ({ partnerAction, mapping }) => {
    const { fields } = destination.actions[partnerAction]
    const required = Object.keys(fields).filter((key) => fields[key].required === true)
    expect(Object.keys(mapping ?? {})).toStrictEqual(expect.arrayContaining(required))
  })

  it.each(specific)('of Engage name an event that Engage sends: "$name"', ({ eventSlug }) => {
    expect(ENGAGE_EVENTS).toContain(eventSlug)
  })
})

/** Parsing alone proves little: `type = ` gives no error, and conditions that are not understood vanish without a word. */
describe('triggers', () => {
  const triggers = [
    ...automatic.map(({ name, subscribe }) => ({ name, subscribe })),
    ...Object.entries(destination.actions).map(([name, { defaultSubscription }]) => ({
      name: `the action ${name}`,
      subscribe: defaultSubscription ?? ''
    }))
  ]

  it.each(triggers)('of "$name" are understood as they are written', ({ subscribe }) => {
    expect(triggerText(parseFql(subscribe))).toBe(subscribe)
  })

  it.each(triggers)('of "$name" have at most the two conditions that every plan allows', ({ subscribe }) => {
    expect(subscribe.split(/ (?:and|or) /).length).toBeLessThanOrEqual(2)
  })

  it.each([
    ['an empty condition', 'type = '],
    ['a condition that vanishes', 'type = "track" and messageId = "x"'],
    ['an upper-case word that turns into another', 'type = "track" OR event = "x"'],
    ['a negation of a group, which is ignored', '!(type = "track" or type = "page")'],
    ['a nested group, which is an error', 'type = "track" and (event = "a" or (event = "b" and event = "c"))']
  ])('do not pass with %s', (_what, subscribe) => {
    expect(triggerText(parseFql(subscribe))).not.toBe(subscribe)
  })
})
