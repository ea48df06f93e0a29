import { listedOf } from '../../../host/page/vendors/people'

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
