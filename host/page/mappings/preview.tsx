import { useEffect, useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { useData } from '../lib/use-data'
import { JsonView, Notice } from '../parts'
import type { ExampleView, PresetView, PreviewView } from '../../server/api-types'

/** Milliseconds after the last key before the example is tried again. */
const PAUSE = 250

/** What would leave for an example by the mapping as it is typed. Nothing is sent. */
export function Preview({ preset, mapping }: { preset: PresetView; mapping: Record<string, unknown> }) {
  const { data } = useData<{ examples: ExampleView[] }>('/api/send/examples', 0)
  const examples = data ? exampleFor(preset, data.examples) : []
  const [chosen, setChosen] = useState<string>()
  const example = examples.find(({ id }) => id === chosen) ?? examples[0]
  const [result, setResult] = useState<{ view?: PreviewView; error?: string }>({})
  useEffect(() => {
    if (!example) return
    let isCurrent = true
    const timer = setTimeout(() => {
      call<PreviewView>('POST', '/api/preview', {
        preset: preset.id,
        mapping,
        as: example.as,
        body: example.body
      }).then(
        (view) => isCurrent && setResult({ view }),
        (error) => isCurrent && setResult({ error: messageOf(error) })
      )
    }, PAUSE)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [preset.id, mapping, example])
  return (
    <section class="preview" aria-label="What would leave" aria-live="polite">
      <h3>What would leave</h3>
      <label class="inline">
        for the example
        <select value={example?.id} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {examples.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {result.error && <Notice tone="bad">{result.error}</Notice>}
      {result.view && <Result view={result.view} />}
    </section>
  )
}

function Result({ view }: { view: PreviewView }) {
  if (!view.taken) return <Notice>This preset does not take that event.</Notice>
  return (
    <>
      {view.rejection && <Notice tone="bad">{view.rejection}</Notice>}
      {view.note && <Notice>{view.note}</Notice>}
      {view.requests.map(({ method, url, body }, index) => (
        <div class="exchange" key={index}>
          <p class="request-line">
            <b>{method}</b> {url}
          </p>
          {body !== undefined && <JsonView label="The body that would leave" value={body} />}
        </div>
      ))}
    </>
  )
}

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
