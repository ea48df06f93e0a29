import { useState } from 'preact/hooks'
import { call, messageOf } from './lib/api'
import { useDraft } from './lib/drafts'
import { SOURCES } from './lib/format'
import { useLive } from './lib/live'
import { useData } from './lib/use-data'
import { Notice } from './parts'
import type { SettingsView as Settings, SettingView } from '../server/api-types'

/** The settings of the destination and of the sources. */
export function SettingsView() {
  const { status } = useLive()
  const { data, error, reload } = useData<Settings>('/api/settings', 0)
  if (error) return <Notice tone="bad">{error}</Notice>
  if (!data) return <p class="loading">Loading …</p>
  return (
    <div class="two-columns is-uneven">
      <section class="card" aria-labelledby="destination-settings">
        <div class="card-head">
          <h2 id="destination-settings">The destination</h2>
          <p class="soft">One direction works without the other. Secrets are never shown again.</p>
        </div>
        <SettingsForm path="/api/settings/destination" settings={data.destination} saved={reload} />
        <TestConnection />
      </section>
      <div>
        {data.sources.map(({ name, isSecured, settings }) => (
          <section key={name} class="card" aria-labelledby={`source-${name}`}>
            <div class="card-head">
              <h2 id={`source-${name}`}>{SOURCES[name]}</h2>
              <p class="soft">
                {!isSecured && status?.live ? (
                  'Takes no webhooks: fill in a secret first.'
                ) : (
                  <>
                    Takes webhooks at <code>/sources/{name}</code> on the port of the webhooks.
                  </>
                )}
              </p>
            </div>
            <SettingsForm path={`/api/settings/sources/${name}`} settings={settings} saved={reload} />
          </section>
        ))}
      </div>
    </div>
  )
}

function TestConnection() {
  const [result, setResult] = useState<{ ok: boolean; message: string }>()
  const [isAsking, setAsking] = useState(false)
  const test = (): void => {
    setAsking(true)
    void call<{ ok: boolean; message: string }>('POST', '/api/settings/test')
      .catch((error) => ({ ok: false, message: messageOf(error) }))
      .then(setResult)
      .finally(() => setAsking(false))
  }
  return (
    <div class="pad">
      <button class="quiet" onClick={test} disabled={isAsking}>
        {isAsking ? 'Testing …' : 'Test connection'}
      </button>
      {result && <Notice tone={result.ok ? 'good' : 'bad'}>{result.message}</Notice>}
    </div>
  )
}

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
