import { events } from '../../src/destinations/heap-appcues/catalog'
import { BEYOND, DOCUMENTED } from '../support/event-tables'
import { findEvent, isAppcuesEvent, properties } from '../../src/destinations/heap-appcues/catalog'

const rowsWhere = (documented: boolean) =>
  events
    .filter((row) => row.documented === documented)
    .map((row) => [row.name, row.id, row.clientName, row.properties.map((key) => properties[key].name)])

describe('the catalog of events', () => {
  it('lists the sixteen documented events in order, with their properties in order', () => {
    expect(rowsWhere(true)).toStrictEqual(DOCUMENTED)
  })

  it('lists what Appcues sends beyond the sixteen', () => {
    expect(rowsWhere(false)).toStrictEqual(BEYOND)
  })

  it.each([...DOCUMENTED, ...BEYOND])('finds %s by every spelling', (name, id, clientName) => {
    const withoutSuffix = clientName.slice(0, -' (Appcues)'.length)
    for (const spelling of [name, id, `appcues:${id}`, clientName, withoutSuffix]) {
      expect([spelling, findEvent(spelling)?.name]).toStrictEqual([spelling, name])
    }
  })

  it.each([
    'Flow Started Manually',
    'flow started',
    'FLOW_STARTED',
    'Appcues Flow Started',
    'Flow Started (Heap)',
    'Flow Started(Appcues)',
    'Flow  Started',
    'appcues:Flow Started',
    'appcues:appcues:flow_started',
    'step_seen',
    'Step Seen',
    'Flow Error',
    'NPS',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty'
  ])('does not take %p for an event of the catalog', (lookAlike) => {
    expect(findEvent(lookAlike)).toBeUndefined()
  })

  it.each<[string, boolean]>([
    ['flow_started', true],
    ['appcues:anything', true],
    ['Anything (Appcues)', true],
    ['Anything(Appcues)', true],
    ['Anything (Appcues) else', false],
    ['Anything (appcues)', false],
    ['my appcues:anything', false],
    ['Flow Started Manually', false],
    ['Appcues Demo Booked', false]
  ])('says of %p whether it is one of Appcues’ own: %p', (name, isOwn) => {
    expect(isAppcuesEvent(name)).toBe(isOwn)
  })

  it('gives every event and every property a description and one name of its own', () => {
    const rows = Object.values(properties)
    expect(events.filter(({ description }) => description.trim() === '')).toStrictEqual([])
    expect(rows.filter(({ description, paths }) => description.trim() === '' || paths.length === 0)).toStrictEqual([])
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    expect(new Set(rows.map(({ appcuesName }) => appcuesName)).size).toBe(rows.length)
  })
})
