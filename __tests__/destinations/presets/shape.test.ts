import { definition } from '../../../host/delivery/definition'

const presets = definition.presets ?? []
const automatic = presets.flatMap((preset) => (preset.type === 'automatic' ? [preset] : []))
const toHeap = automatic.filter(({ partnerAction }) => ['trackEvent', 'updateUser'].includes(partnerAction))

describe('the presets', () => {
  it('are fewer than the fifty mappings a destination may have, each with a name of its own', () => {
    expect(presets.length).toBeLessThan(50)
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length)
  })

  it('to Heap are one for each event of the catalog, one for the others, and four of user properties', () => {
    expect(toHeap).toHaveLength(31 + 1 + 4)
  })

  it.each(toHeap.map(({ name, subscribe }) => [name, subscribe]))(
    '%s triggers on exactly two conditions',
    (_name, subscribe) => {
      expect(subscribe).toMatch(
        /^type = "track" and (event = "[A-Z][A-Za-z ]+ \(Appcues\)"|match\(event, "\*\(Appcues\)"\))$/
      )
    }
  )

  it.each(automatic.map((preset) => [preset.name, preset] as const))(
    '%s uses fields of its action only',
    (_name, preset) => {
      const { fields } = definition.actions[preset.partnerAction]
      expect(Object.keys(preset.mapping ?? {}).filter((key) => !(key in fields))).toStrictEqual([])
    }
  )
})
