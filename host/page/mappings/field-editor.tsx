import { useState } from 'preact/hooks'
import { fromNotation, isGroup, toNotation } from '../lib/notation'
import type { FieldView } from '../../server/api-types'

interface Props {
  field: FieldView
  value: unknown
  onChange: (value: unknown) => void
}

/** A field of an action: one line, or for an object one line for each of its keys. */
export function FieldEditor({ field, value, onChange }: Props) {
  const id = `field-${field.key}`
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.required && <span class="soft"> (needed)</span>}
      </label>
      {isGroup(value) ? (
        <GroupEditor id={id} label={field.label} value={value} onChange={onChange} />
      ) : (
        <MappingInput
          id={id}
          value={toNotation(value)}
          choices={field.choices}
          onInput={(line) => onChange(fromNotation(line))}
        />
      )}
      <Description text={field.description} />
    </div>
  )
}

/** Long explanations are there for whoever opens them. */
const Description = ({ text }: { text: string }) =>
  text.length < 160 ? (
    <p class="soft small">{text}</p>
  ) : (
    <details class="small">
      <summary>What this is</summary>
      <p class="soft">{text}</p>
    </details>
  )

interface GroupProps {
  id: string
  label: string
  value: Record<string, unknown>
  onChange: (value: Record<string, unknown>) => void
}

function GroupEditor({ id, label, value, onChange }: GroupProps) {
  const set = (key: string, line: string): void => onChange({ ...value, [key]: fromNotation(line) })
  const add = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const key = new FormData(form).get('key')
    form.reset()
    if (typeof key === 'string' && key.trim() !== '') set(key.trim(), '$.properties.')
  }
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  return (
    <div class="group" id={id}>
      {keys.map((key) => (
        <div class="group-row" key={key}>
          <span class="group-key">{key}</span>
          <MappingInput value={toNotation(value[key])} label={`${label}: ${key}`} onInput={(line) => set(key, line)} />
        </div>
      ))}
      <form class="group-add" onSubmit={add}>
        <input name="key" placeholder="another_property" aria-label={`Add a key to ${label}`} />
        <button class="quiet">Add</button>
      </form>
    </div>
  )
}

interface InputProps {
  id?: string
  label?: string
  value: string
  choices?: readonly string[]
  onInput: (line: string) => void
}

/** One line of a mapping. What is typed stays as it is typed, also where it would be written in another way. */
export function MappingInput({ id, label, value, choices, onInput }: InputProps) {
  const [typed, setTyped] = useState<{ line: string; value: string }>()
  const list = choices && `${id ?? 'field'}-choices`
  return (
    <>
      <input
        id={id}
        class="mono"
        aria-label={label}
        spellcheck={false}
        list={list}
        value={typed?.value === value ? typed.line : value}
        onInput={({ currentTarget }) => {
          onInput(currentTarget.value)
          setTyped({ line: currentTarget.value, value })
        }}
        onBlur={() => setTyped(undefined)}
      />
      {list && (
        <datalist id={list}>
          {choices?.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  )
}
