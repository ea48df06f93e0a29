import { withRegistration } from '../../../scripts/export/register'
import { registrations } from '../support/fake-checkout'

const ID = '6a8461f58f98175178f49c3d'
const OTHER = '61806e472cd47ea1104885fc'

describe('the registration', () => {
  it.each([
    ['adds a line after the last one', registrations(), registrations(`register('${ID}', './heap-appcues')`)],
    [
      'keeps the id that stands there',
      registrations(`register('${ID}', './heap-appcues')`),
      registrations(`register('${ID}', './heap-appcues')`)
    ],
    [
      'replaces another id where it stands',
      registrations(`register('${OTHER}', './heap-appcues')`, "register('60f64ae3eaebd66d17d28e9f', './zebra')"),
      registrations(`register('${ID}', './heap-appcues')`, "register('60f64ae3eaebd66d17d28e9f', './zebra')")
    ],
    [
      'leaves a neighbour with a similar name alone',
      registrations(`register('${OTHER}', './heap-appcues-labs')`),
      registrations(`register('${OTHER}', './heap-appcues-labs')`, `register('${ID}', './heap-appcues')`)
    ],
    [
      'begins the list when there is none',
      'function register(id: string) {}\n',
      `register('${ID}', './heap-appcues')\n\nfunction register(id: string) {}\n`
    ]
  ])('%s', (_claim, before, after) => {
    expect(withRegistration(before, ID)).toBe(after)
  })
})
