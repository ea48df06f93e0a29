import { properties } from '../../../src/destinations/heap-appcues/catalog'
import { firstPresent } from '../../../src/destinations/heap-appcues/common-fields'
import { fromNotation, isGroup, toNotation } from '../../../host/page/lib/notation'
import { listedOf } from '../../../host/page/vendors/people'

describe('notation', () => {
  describe('how a mapping is written on one line', () => {
    it.each([
      [{ '@path': '$.userId' }, '$.userId'],
      [
        firstPresent(['$.properties.formId', '$.properties.interaction.formId']),
        '$.properties.formId else $.properties.interaction.formId'
      ],
      ['Spring sale', 'Spring sale'],
      ['5', '"5"'],
      ['true', '"true"'],
      ['$.not.a.path', '"$.not.a.path"'],
      [5, '5'],
      [true, 'true'],
      [null, 'null'],
      [undefined, ''],
      [['a'], '["a"]'],
      [{ '@template': '{{userId}}' }, '{"@template":"{{userId}}"}'],
      [{ '@path': '$.a', '@other': 1 }, '{"@path":"$.a","@other":1}']
    ])('writes %j as %s, and reads it as it was', (value, line) => {
      expect(toNotation(value)).toBe(line)
      expect(fromNotation(line)).toStrictEqual(value)
    })

    it.each([
      ['$.a   else  $.b', firstPresent(['$.a', '$.b'])],
      ['$.a else else $.b', '$.a else else $.b'],
      ['$.a else', '$.a else']
    ])('reads %s as it is meant', (line, value) => {
      expect(fromNotation(line)).toStrictEqual(value)
    })

    it.each(Object.values(properties).map(({ paths }): [readonly string[]] => [paths]))(
      'reads back the mapping of %j',
      (paths) => {
        const mapped = firstPresent(paths)
        expect(fromNotation(toNotation(mapped))).toStrictEqual(mapped)
      }
    )

    it.each([
      [{ a: 1 }, true],
      [{}, true],
      [{ '@path': '$.a' }, false],
      [['a'], false],
      [null, false]
    ])('tells an object of mappings from a directive: %j', (value, is) => {
      expect(isGroup(value)).toBe(is)
    })
  })
})

describe('listed of', () => {
  describe('the events that are listed of a person', () => {
    it.each([
      [0, 0, ''],
      [3, 3, ''],
      [1, 3, ''],
      [12_345, 1000, ', the newest 1,000 below'],
      [12_345, 0, ', none of them among the newest that are kept']
    ])('of %d are told where %d of them are below', (events, listed, words) => {
      expect(listedOf({ events, log: Array(listed).fill({}) })).toBe(words)
    })
  })
})
