import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examples } from '../examples/events'
import { eventsDocument } from '../scripts/examples/events-document'
import { deliverExample } from './support/deliver-example'
import { withSandboxes } from './support/sandboxes'

const sandboxes = withSandboxes()

describe('an example', () => {
  it.each(examples.map((example) => [example.title, example] as const))(
    'leaves as it says: %s',
    async (_title, example) => {
      const { out, rejected } = await deliverExample(example, sandboxes)
      expect(out).toStrictEqual(example.out)
      expect(rejected).toStrictEqual(example.rejected === undefined ? [] : [expect.stringContaining(example.rejected)])
    }
  )

  describe('with the settings that it names', () => {
    const [example] = examples.filter(({ id }) => id === 'account-page-locale')

    it('leaves with the account, the page and the locale', async () => {
      const settings = { heapGroupId: true, heapPageAndLocale: true }
      const { out } = await deliverExample(example, sandboxes, settings)
      const [{ body }] = out as { body: { events: { properties: object }[] } }[]
      expect(body.events[0].properties).toMatchObject({
        'Group ID': 'acme',
        'Page URL': 'https://app.example.com/home',
        'Page Title': 'Home – Tidyboard',
        'Locale Name': 'English',
        'Flow Type': 'journey'
      })
    })

    it('does not leave from another host, and leaves from its own', async () => {
      expect(await deliverExample(example, sandboxes, { onlyFromHosts: 'www.example.com' })).toStrictEqual({
        out: [],
        rejected: []
      })
      expect(await deliverExample(example, sandboxes, { onlyFromHosts: 'app.example.com' })).toStrictEqual({
        out: example.out,
        rejected: []
      })
    })
  })

  it('stands in the document', () => {
    expect(readFileSync(join(__dirname, '../examples/events.md'), 'utf8')).toBe(eventsDocument())
  })

  it('has an id of its own', () => {
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length)
  })
})
