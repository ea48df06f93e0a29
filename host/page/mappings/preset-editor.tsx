import { useState } from 'preact/hooks'
import type { ActionView, PresetView } from '../../server/api-types'
import { call, sentenceOf } from '../lib/api'
import { goTo, linkTo } from '../lib/use-route'
import { CopyButton } from '../parts/copy-button'
import { Notice } from '../parts/notice'
import { FieldEditor } from './field-editor'
import { Preview } from './preview'

interface Props {
  preset: PresetView
  action: ActionView
  changed: () => void
}

/** A preset to be read and changed. What is typed is tried on the example at once, and kept when it is saved. */
export function PresetEditor({ preset, action, changed }: Props) {
  const [mapping, setMapping] = useState(preset.mapping)
  const [said, setSaid] = useState<{ tone: 'good' | 'bad'; words: string }>()
  const ask = (method: 'PUT' | 'POST', path: string, words: string, body?: unknown): void => {
    call<PresetView>(method, `/api/presets/${preset.id}${path}`, body).then(
      (saved) => {
        setMapping(saved.mapping)
        setSaid({ tone: 'good', words })
        changed()
      },
      (error) => setSaid({ tone: 'bad', words: sentenceOf(error) })
    )
  }
  const remove = (): void => {
    void call('DELETE', `/api/presets/${preset.id}`).then(() => {
      changed()
      goTo('mappings')
    })
  }
  return (
    <article class="detail">
      <a class="back" href={linkTo('mappings')}>
        Back to the presets
      </a>
      <header>
        <h2>{preset.name}</h2>
        <span class={`vendor is-${preset.vendor}`}>{action.title}</span>
      </header>
      <p>{preset.meaning}</p>
      <p class="soft">{preset.engageEvent ? 'Segment offers it for Engage, for the event' : 'It takes events where'}</p>
      <code class="trigger">{preset.trigger ?? preset.engageEvent}</code>
      <div class="editor">
        <Fields action={action} mapping={mapping} setMapping={setMapping} />
        <Preview preset={preset} mapping={mapping} />
      </div>
      <div class="actions sticky">
        <button
          class="button"
          disabled={mapping === preset.mapping}
          onClick={() => ask('PUT', '', 'Saved. New events go by it.', { mapping })}
        >
          Save
        </button>
        {preset.changed && (
          <button class="quiet" onClick={() => ask('POST', '/reset', 'As it came.')}>
            Put back as it came
          </button>
        )}
        {preset.custom && (
          <button class="quiet" onClick={remove}>
            Delete
          </button>
        )}
        <CopyButton text={JSON.stringify(mapping, null, 2)}>Copy as Segment mapping JSON</CopyButton>
        {said && <Notice tone={said.tone}>{said.words}</Notice>}
      </div>
    </article>
  )
}

interface FieldsProps {
  action: ActionView
  mapping: Record<string, unknown>
  setMapping: (mapping: Record<string, unknown>) => void
}

function Fields({ action, mapping, setMapping }: FieldsProps) {
  const editors = (isHidden: boolean) =>
    action.fields
      .filter(({ hidden }) => hidden === isHidden)
      .map((field) => (
        <FieldEditor
          key={field.key}
          field={field}
          value={mapping[field.key]}
          onChange={(value) => setMapping({ ...mapping, [field.key]: value })}
        />
      ))
  return (
    <div class="fields">
      <p class="soft small">
        A field takes a path (<code>$.properties.plan</code>), several with <code>else</code> between them, a text, or
        JSON.
      </p>
      {editors(false)}
      <details>
        <summary>Fields that Segment’s screen hides</summary>
        {editors(true)}
      </details>
    </div>
  )
}
