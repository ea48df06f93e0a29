import { useState } from 'preact/hooks'
import type { SettingsView as Answer } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { SOURCES } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { Notice } from '../parts/notice'
import { SettingsForm } from './settings-form'

/** The settings of the destination and of the sources. */
export function SettingsView() {
  const { status } = useLive()
  const { data, error, reload } = useData<Answer>('/api/settings', 0)
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
  const [answer, setAnswer] = useState<{ ok: boolean; message: string }>()
  const [isAsking, setAsking] = useState(false)
  const test = (): void => {
    setAsking(true)
    void call<{ ok: boolean; message: string }>('POST', '/api/settings/test')
      .catch((error) => ({ ok: false, message: messageOf(error) }))
      .then(setAnswer)
      .finally(() => setAsking(false))
  }
  return (
    <div class="pad">
      <button class="quiet" onClick={test} disabled={isAsking}>
        {isAsking ? 'Testing …' : 'Test connection'}
      </button>
      {answer && <Notice tone={answer.ok ? 'good' : 'bad'}>{answer.message}</Notice>}
    </div>
  )
}
