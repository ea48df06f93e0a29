import { useState } from 'preact/hooks'
import type { SettingView } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { useDraft } from '../lib/drafts'
import { Notice } from '../parts/notice'

type Values = Record<string, string | number | boolean>

/** Settings to be filled in. Only what was changed is sent, so an untouched secret stays as it is. */
export function SettingsForm({
  path,
  settings,
  saved
}: {
  path: string
  settings: readonly SettingView[]
  saved: () => void
}) {
  const [changes, setChanges, isDraft] = useDraft<Values>(path, {})
  const [isSaved, setSaved] = useState(false)
  const [problem, setProblem] = useState('')
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    call('PUT', path, changes).then(
      () => {
        setChanges(undefined)
        setSaved(true)
        setProblem('')
        saved()
      },
      (error) => setProblem(messageOf(error))
    )
  }
  return (
    <form class="form" onSubmit={save}>
      {settings.map((setting) => (
        <Setting
          key={setting.key}
          setting={setting}
          changed={changes[setting.key]}
          onChange={(value) => setChanges({ ...changes, [setting.key]: value })}
        />
      ))}
      <div class="actions">
        <button class="button" disabled={!isDraft}>
          Save
        </button>
        {isDraft && <span class="tag">not saved</span>}
        {isSaved && !isDraft && <Notice tone="good">Saved. New events use these settings.</Notice>}
        {problem && <Notice tone="bad">{problem}</Notice>}
      </div>
    </form>
  )
}

interface SettingProps {
  setting: SettingView
  changed?: string | number | boolean
  onChange: (value: string | boolean) => void
}

function Setting({ setting, changed, onChange }: SettingProps) {
  const { label, description, key } = setting
  return (
    <div class="field">
      <label>
        {label}
        <Control setting={setting} value={changed ?? setting.value ?? ''} onChange={onChange} />
      </label>
      {setting.type === 'secret' && setting.filledIn && (
        <p class="soft small">
          Filled in.{' '}
          <button type="button" class="link" onClick={() => onChange('')}>
            {changed === '' ? 'It will be cleared' : `Clear ${label}`}
          </button>
        </p>
      )}
      <p class="soft small" id={`about-${key}`}>
        {description}
      </p>
    </div>
  )
}

function Control({
  setting,
  value,
  onChange
}: {
  setting: SettingView
  value: string | number | boolean
  onChange: (value: string | boolean) => void
}) {
  const { type, choices, filledIn } = setting
  if (type === 'choice') {
    return (
      <select value={String(value)} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {choices?.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    )
  }
  if (type === 'boolean') {
    return (
      <input
        type="checkbox"
        checked={value === true}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    )
  }
  return (
    <input
      type={type === 'secret' ? 'password' : 'text'}
      autocomplete="off"
      inputMode={type === 'number' ? 'numeric' : undefined}
      value={String(value)}
      placeholder={type === 'secret' && filledIn ? '••••••••' : ''}
      onInput={({ currentTarget }) => onChange(currentTarget.value)}
    />
  )
}
