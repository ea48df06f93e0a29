import { registeredId, withRegistration } from '../../../scripts/export/register'
import { registrations } from '../support/fake-checkout'

const ID = '6a8461f58f98175178f49c3d'
const PLACEHOLDER = '0'.repeat(24)

describe('the registration', () => {
  it.each([
    [
      'adds a line after the last one',
      registrations(),
      undefined,
      registrations(`register('${PLACEHOLDER}', './heap-appcues')`)
    ],
    ['takes the id that is given', registrations(), ID, registrations(`register('${ID}', './heap-appcues')`)],
    [
      'keeps an id that stands there',
      registrations(`register('${ID}', './heap-appcues')`),
      undefined,
      registrations(`register('${ID}', './heap-appcues')`)
    ],
    [
      'puts the id that is given in the place of another, where it stands',
      registrations(`register('${PLACEHOLDER}', './heap-appcues')`, "register('61806e472cd47ea1104885fc', './zebra')"),
      ID,
      registrations(`register('${ID}', './heap-appcues')`, "register('61806e472cd47ea1104885fc', './zebra')")
    ],
    [
      'begins the list when there is none',
      'function register(id: string) {}\n',
      ID,
      `register('${ID}', './heap-appcues')\n\nfunction register(id: string) {}\n`
    ]
  ])('%s', (_claim, before, id, after) => {
    expect(withRegistration(before, id)).toBe(after)
    expect(registeredId(withRegistration(before, id))).toBe(id ?? registeredId(after))
  })

  it('does not take a neighbour with a similar name for ours', () => {
    const neighbours = registrations("register('61806e472cd47ea1104885fc', './heap-appcues-labs')")
    expect(registeredId(neighbours)).toBeUndefined()
    expect(withRegistration(neighbours, ID)).toContain("'./heap-appcues-labs')\nregister('")
  })
})
