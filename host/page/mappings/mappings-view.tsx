import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { useDrafts } from '../lib/drafts'
import { VENDORS } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import type { ViewProps } from '../lib/use-route'
import { AddMapping } from './add-mapping'
import { draftOf, PresetEditor } from './preset-editor'
import { Empty, Notice, Switch } from '../parts'
import type { ActionView, PresetView } from '../../server/api-types'

interface Presets {
  presets: PresetView[]
  actions: ActionView[]
}

/** The presets, and mappings of one's own: each with its switch, and one of them opened beside the list. */
export function MappingsView({ params }: ViewProps) {
  const { id } = params
  const isAdding = params.add === 'yes'
  const { data, error, reload } = useData<Presets>('/api/presets', useLive().version)
  const chosen = data?.presets.find((preset) => preset.id === id)
  const action = data?.actions.find(({ key }) => key === chosen?.action)
  return (
    <div class={`master ${chosen || isAdding ? 'has-detail' : ''}`}>
      <section class="master-list" aria-label="Presets">
        {error && <Notice tone="bad">{error}</Notice>}
        <p class="list-intro soft">
          Each sends one kind of event. <a href={linkTo('mappings', { add: 'yes' })}>Add a mapping</a>
        </p>
        {(['heap', 'appcues'] as const).map((vendor) => (
          <Group
            key={vendor}
            title={`To ${VENDORS[vendor]}`}
            presets={data?.presets.filter((preset) => preset.vendor === vendor) ?? []}
            chosen={id}
            changed={reload}
          />
        ))}
      </section>
      <section class="master-detail" aria-label="The chosen preset">
        {chosen && action && <PresetEditor key={chosen.id} preset={chosen} action={action} changed={reload} />}
        {isAdding && data && <AddMapping actions={data.actions} changed={reload} />}
        {!chosen && !isAdding && (
          <Empty title="Choose a preset">
            You see what it means, which events it takes and how its fields are filled. Change a field, and see on an
            example what would leave, before anything does.
          </Empty>
        )}
      </section>
    </div>
  )
}

interface GroupProps {
  title: string
  presets: PresetView[]
  chosen?: string
  changed: () => void
}

const Group = ({ title, presets, chosen, changed }: GroupProps) => {
  const isDraft = useDrafts()
  return (
    <>
      <h2 class="list-title">{title}</h2>
      <ul class="rows">
        {presets.map((preset) => (
          <li key={preset.id} class="preset-row">
            <a
              class="row"
              href={linkTo('mappings', { id: preset.id })}
              aria-current={preset.id === chosen ? 'true' : undefined}
            >
              <b>{preset.name}</b>
              <span class="row-facts">
                <span>{preset.actionTitle}</span>
                {preset.changed && <span class="tag">changed</span>}
                {isDraft(draftOf(preset)) && <span class="tag is-wait">not saved</span>}
                {preset.problem && <span class="tag is-bad">never sends</span>}
                {preset.custom && <span class="tag">yours</span>}
              </span>
            </a>
            {preset.engageEvent ? <span class="tag">Engage</span> : <OnOff preset={preset} changed={changed} />}
          </li>
        ))}
      </ul>
    </>
  )
}

function OnOff({ preset, changed }: { preset: PresetView; changed: () => void }) {
  const [problem, setProblem] = useState('')
  const change = (enabled: boolean): void => {
    call('PUT', `/api/presets/${preset.id}`, { enabled }).then(changed, (error) => setProblem(messageOf(error)))
  }
  return problem ? (
    <Notice tone="bad">{problem}</Notice>
  ) : (
    <Switch label={`${preset.name} on`} isOn={preset.enabled} onChange={change} />
  )
}
