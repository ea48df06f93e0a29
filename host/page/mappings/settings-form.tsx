import { useState } from 'preact/hooks'
import type { SettingView } from '../../server/api-types'
import { call, sentenceOf } from '../lib/api'
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
  const [changes, setChanges] = useState<Values>({})
  const [said, setSaid] = useState<{ tone: 'good' | 'bad'; words: string }>()
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    call('PUT', path, changes).then(
      () => {
        setChanges({})
        setSaid({ tone: 'good', words: 'Saved.' })
        saved()
      },
      (error) => setSaid({ tone: 'bad', words: sentenceOf(error) })
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
        <button class="button" disabled={Object.keys(changes).length === 0}>
          Save
        </button>
        {said && <Notice tone={said.tone}>{said.words}</Notice>}
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
