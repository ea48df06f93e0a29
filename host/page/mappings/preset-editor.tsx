import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { useDraft } from '../lib/drafts'
import { goTo, linkTo } from '../lib/use-route'
import { FieldEditor } from './field-editor'
import { Preview } from './preview'
import { CopyButton, Notice } from '../parts'
import type { ActionView, PresetView } from '../../server/api-types'

interface Props {
  preset: PresetView
  action: ActionView
  changed: () => void
}

/** What was typed of a mapping, and the version that it changes. */
interface Draft {
  mapping: Record<string, unknown>
  version: number
}

export const draftOf = ({ id }: PresetView): string => `mapping ${id}`

/** A preset to be read and changed. What is typed is tried on the example at once, and kept when it is saved. */
export function PresetEditor({ preset, action, changed }: Props) {
  const [draft, setDraft, isDraft] = useDraft<Draft>(draftOf(preset), preset)
  const [saved, setSaved] = useState('')
  const [problem, setProblem] = useState('')
  const { mapping } = draft
  const setMapping = (changes: Draft['mapping']): void => setDraft({ mapping: changes, version: draft.version })
  const ask = (method: 'PUT' | 'POST', path: string, words: string, body?: unknown): void => {
    call<PresetView>(method, `/api/presets/${preset.id}${path}`, body).then(
      () => {
        setDraft(undefined)
        setSaved(words)
        setProblem('')
        changed()
      },
      (error) => setProblem(messageOf(error))
    )
  }
  const remove = (): void => {
    void call('DELETE', `/api/presets/${preset.id}`).then(() => {
      setDraft(undefined)
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
      {preset.problem && <Notice tone="bad">This mapping never sends anything. {preset.problem}</Notice>}
      <div class="editor">
        <Fields action={action} mapping={mapping} setMapping={setMapping} />
        <Preview preset={preset} mapping={mapping} />
      </div>
      <div class="actions sticky">
        <button
          class="button"
          disabled={!isDraft}
          onClick={() => ask('PUT', '', 'Saved. New events use this mapping.', draft)}
        >
          Save
        </button>
        {isDraft && (
          <button class="quiet" onClick={() => setDraft(undefined)}>
            Undo what is not saved
          </button>
        )}
        {preset.changed && (
          <button class="quiet" onClick={() => ask('POST', '/reset', 'Restored.')}>
            Restore the original
          </button>
        )}
        {preset.custom && (
          <button class="quiet" onClick={remove}>
            Delete
          </button>
        )}
        <CopyButton text={JSON.stringify(mapping, null, 2)}>Copy as Segment mapping JSON</CopyButton>
        {saved && !isDraft && <Notice tone="good">{saved}</Notice>}
        {problem && <Notice tone="bad">{problem}</Notice>}
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
