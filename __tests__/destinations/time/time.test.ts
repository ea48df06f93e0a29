import fc from 'fast-check'
import { toIsoTime } from '../../../src/destinations/heap-appcues/shared/time'

describe('toIsoTime', () => {
  it.each<[unknown, string]>([
    [1773181316, '2026-03-10T22:21:56.000Z'],
    [1773181316.5, '2026-03-10T22:21:56.500Z'],
    [1773181316000, '2026-03-10T22:21:56.000Z'],
    ['1773181316', '2026-03-10T22:21:56.000Z'],
    [' 1773181316.25 ', '2026-03-10T22:21:56.250Z'],
    ['1773181316000', '2026-03-10T22:21:56.000Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    ['-1', '1969-12-31T23:59:59.000Z'],
    [99_999_999_999, '5138-11-16T09:46:39.000Z'],
    [100_000_000_000, '1973-03-03T09:46:40.000Z'],
    ['2026-03-10T22:21:56Z', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10t22:21:56z', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10T22:21:56.123456789Z', '2026-03-10T22:21:56.123Z'],
    ['2026-03-10T22:21:56,5Z', '2026-03-10T22:21:56.500Z'],
    ['2026-03-10T22:21:56 Z', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10T23:21:56+01:00', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10T23:21:56+0100', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10 22:21:56.7+00', '2026-03-10T22:21:56.700Z'],
    ['2026-03-10 17:21:56.7-05', '2026-03-10T22:21:56.700Z'],
    ['2026-03-10 17:21:56 -05:00', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10 22:21:56', '2026-03-10T22:21:56.000Z'],
    ['2026-03-10T22:21', '2026-03-10T22:21:00.000Z'],
    ['2026-03-10T22:21+01:00', '2026-03-10T21:21:00.000Z'],
    ['2026-03-10', '2026-03-10T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
    [new Date(1773181316000), '2026-03-10T22:21:56.000Z']
  ])('reads %p as %s', (value, iso) => {
    expect(toIsoTime(value)).toBe(iso)
  })

  it.each<[unknown]>([
    [undefined],
    [null],
    [''],
    [' '],
    [true],
    [{}],
    [[1773181316]],
    [NaN],
    [Infinity],
    [new Date(NaN)],
    ['yesterday'],
    ['May'],
    ['2026-03'],
    ['2026-3-1'],
    ['20260310'.concat('T222156Z')],
    ['03/10/2026'],
    ['2026-02-30'],
    ['2026-02-29T00:00:00Z'],
    ['2026-13-01'],
    ['2026-03-10T25:00:00Z'],
    ['2026-03-10T22:61:00Z'],
    ['2026-03-10T22Z'],
    ['2026-03-10T22:21:56 CET'],
    ['2026-03-10T22:21:56+1'],
    ['2026-03-10T22:21:56.Z'],
    ['+12026-03-10T22:21:56Z'],
    ['1e12'],
    ['17731813160000000'],
    [1773181316000000],
    [8.64e15],
    [9e15]
  ])('does not read %p', (value) => {
    expect(toIsoTime(value)).toBeUndefined()
  })

  it('gives back every moment of four-digit years, in any of its forms', () => {
    const moment = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true
    })
    const forms = fc.constantFrom(
      (iso: string) => iso,
      (iso: string) => iso.toLowerCase(),
      (iso: string) => iso.replace('T', ' '),
      (iso: string) => iso.replace('Z', ''),
      (iso: string) => iso.replace('Z', '+00:00'),
      (iso: string) => iso.replace('Z', '-00'),
      (iso: string) => iso.replace('.', ','),
      (iso: string) => ` ${iso} `,
      (iso: string) => new Date(iso)
    )
    fc.assert(
      fc.property(moment, forms, (date, form) => expect(toIsoTime(form(date.toISOString()))).toBe(date.toISOString()))
    )
  })

  it('reads seconds and milliseconds alike, as numbers and as digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100_000_000, max: 99_999_999_999 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString()
        const forms = [seconds, seconds * 1000, String(seconds), String(seconds * 1000)]
        expect(forms.map(toIsoTime)).toStrictEqual([iso, iso, iso, iso])
      })
    )
  })

  it('never throws, and says nothing but ISO 8601', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.stringMatching(/^[-+.,:TZ 0-9]{0,30}$/)), (value) => {
        expect(toIsoTime(value) ?? '2026-03-10T22:21:56.000Z').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      })
    )
  })
})
