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

  it('stands in the document', () => {
    expect(readFileSync(join(__dirname, '../examples/events.md'), 'utf8')).toBe(eventsDocument())
  })

  it('has an id of its own', () => {
    expect(new Set(examples.map(({ id }) => id)).size).toBe(examples.length)
  })
})
