import fc from '../../support/fast-check'
import {
  buildReference,
  describeAudience,
  parseDescription,
  parseReference
} from '../../../src/destinations/heap-appcues/audience/remembered'
import type { KeptAudience } from '../../../src/destinations/heap-appcues/audience/remembered'
import { anyCharacter } from '../../support/hostile-json'
import { cleanName } from '../../../src/destinations/heap-appcues/appcues/profiles'
import { propertyName } from '../../../src/destinations/heap-appcues/audience/admission'

const anyText = fc.string({ unit: anyCharacter, minLength: 1 })
const anyName = anyText.filter((name) => name.trim() !== '')

describe('the reference of an audience', () => {
  it('gives back whatever was put into it', () => {
    fc.assert(
      fc.property(anyName, anyName, fc.boolean(), (property, segment, fill) => {
        expect(parseReference(buildReference({ property, segment, fill }))).toStrictEqual({ property, segment, fill })
      })
    )
  })

  it.each([
    ['', '""'],
    ['no JSON', '"no JSON"'],
    ['{"v":1}', '"{"v":1}"'],
    ['{"v":1,"property":"","segment":"1","fill":true}', ''],
    ['{"v":1,"property":"p","segment":1,"fill":true}', ''],
    ['{"v":1,"property":"p","segment":"1","fill":"true"}', ''],
    ['{"property":"p","segment":"1","fill":true}', ''],
    ['{"v":"1","property":"p","segment":"1","fill":true}', '']
  ])('rejects %j with a message', (text, quoted) => {
    expect(() => parseReference(text)).toThrow(
      expect.objectContaining({
        code: 'PAYLOAD_VALIDATION_FAILED',
        status: 400,
        message: expect.stringContaining(quoted) as string
      }) as Error
    )
  })

  it('quotes no more than the beginning of rubbish', () => {
    expect(() => parseReference('x'.repeat(10_000))).toThrow(
      `Audience Reference: "${'x'.repeat(60)}" was not made by this destination. Connect the audience to the destination again.`
    )
  })
})

describe('the description of a kept segment', () => {
  const anyTime = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  const anyAudience: fc.Arbitrary<KeptAudience> = fc.record(
    {
      key: anyName.map((name) => name.normalize()),
      sync: fc.constantFrom('recurring', 'one-time'),
      fill: fc.boolean(),
      property: anyName,
      lastSynced: anyTime.map((time) => time.toISOString())
    },
    { noNullPrototype: true, requiredKeys: ['key', 'sync', 'fill', 'property'] }
  )

  it('remembers whatever was put into it, whatever text stands around it', () => {
    fc.assert(
      fc.property(anyAudience, fc.string(), fc.string(), (audience, before, after) => {
        expect(parseDescription(before + describeAudience(audience) + after)).toStrictEqual(audience)
      })
    )
  })

  it('is not misled by a name that looks like it', () => {
    const property = 'A [heap-appcues:one-time:filled:heap/8:B]'
    const audience: KeptAudience = { key: 'heap/7', sync: 'recurring', fill: false, property }
    expect(parseDescription(describeAudience(audience))).toStrictEqual(audience)
  })

  it('says when a list was last synced', () => {
    const lastSynced = '2026-03-10T22:21:56.000Z'
    const audience: KeptAudience = {
      key: 'heap/7',
      sync: 'one-time',
      fill: true,
      property: 'A: 100% [b]',
      lastSynced
    }
    expect(describeAudience(audience)).toBe(
      'Members of a Heap segment, kept by Segment, which sets the user property "A: 100% [b]" too. Last synced 2026-03-10T22:21:56.000Z. Do not change this: [heap-appcues:one-time:filled:heap/7:A%3A 100%25 %5Bb%5D]'
    )
    expect(parseDescription(describeAudience(audience))).toStrictEqual(audience)
  })

  it.each([
    '',
    'Members of a Heap segment, kept by Segment.',
    '[heap-appcues]',
    '[heap-appcues:recurring:filled:heap/7]',
    '[heap-appcues:sometimes:filled:heap/7:p]',
    '[heap-appcues:recurring:maybe:heap/7:p]',
    '[heap-appcues:recurring:filled::p]',
    '[other:recurring:filled:heap/7:p]'
  ])('is not seen in %j', (description) => {
    expect(parseDescription(description)).toBeUndefined()
  })
})

describe('the name of the property', () => {
  it.each([
    ['Power users', '[Heap] Power users'],
    ['  Power \t\n users  ', '[Heap] Power users'],
    ['Power\u0000users\u0007', '[Heap] Powerusers'],
    ['Power \u0000 users', '[Heap] Power users'],
    ['a\ud800b', '[Heap] ab'],
    ['👩‍👩‍👧 "Best", [EU] – 日本 ﷽', '[Heap] 👩‍👩‍👧 "Best", [EU] – 日本 ﷽'],
    ['_internal', '[Heap] _internal'],
    ['[Heap] A', '[Heap] [Heap] A'],
    ['0', '[Heap] 0']
  ])('of %j is %j', (name, property) => {
    expect(propertyName(name, undefined)).toBe(property)
  })

  it('is never more than cleaned once', () => {
    fc.assert(fc.property(anyText, (name) => expect(cleanName(cleanName(name))).toBe(cleanName(name))))
  })

  it.each([
    ['VIPs', 'VIPs'],
    ['  V I\u0000Ps ', 'V IPs'],
    ['my_id', 'my_id'],
    ['user_ids', 'user_ids'],
    ['', '[Heap] A'],
    [' ', '[Heap] A'],
    [undefined, '[Heap] A'],
    [null, '[Heap] A'],
    [7, '[Heap] A']
  ])('is what Property Name says, %j', (own, property) => {
    expect(propertyName('A', own)).toBe(property)
  })

  it.each(['_lastSeen', ' _x', 'user_id', 'User_ID'])('is never %j, which Appcues keeps for itself', (own) => {
    expect(() => propertyName('A', own)).toThrow(
      `Property Name: Appcues reserves names that begin with "_", and "user_id", so "${own.trim()}" cannot be used. Set Property Name to another name.`
    )
  })

  it.each(['', ' ', '\n\t', '\u0000', '\u200b', '\u00a0\u2060', '\ud800', undefined, null, 7])(
    'cannot be made from %j',
    (name) => {
      expect(() => propertyName(name, undefined)).toThrow(
        'Property Name: the audience has no name to make it from. Give the audience a name, or set Property Name.'
      )
    }
  )
})
