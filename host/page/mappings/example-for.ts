import type { ExampleView, PresetView } from '../../server/api-types'

/** The examples to try a preset on: first one that is made for its trigger, where that names an event. */
export function exampleFor({ trigger, name }: PresetView, examples: readonly ExampleView[]): ExampleView[] {
  const event = /event = "([^"]+)"/.exec(trigger ?? '')?.[1]
  if (event === undefined) return [...examples]
  const everything = examples.find(({ id }) => id === 'everything')
  if (!everything) return [...examples]
  const own: ExampleView = {
    ...everything,
    id: 'own',
    title: `${name}, with everything Appcues may send`,
    body: { ...(everything.body as object), event }
  }
  return [own, ...examples]
}
