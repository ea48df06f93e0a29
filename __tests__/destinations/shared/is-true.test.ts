import { isTrue } from '../../../src/destinations/heap-appcues/common-fields'

describe('isTrue', () => {
  it.each<[unknown, boolean]>([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    ['True', false],
    ['', false],
    [1, false],
    [null, false],
    [undefined, false]
  ])('at %p is on: %p', (value, on) => {
    expect(isTrue(value)).toBe(on)
  })
})
