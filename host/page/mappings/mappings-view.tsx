import type { ViewProps } from '../app'
import { linkTo } from '../lib/use-route'
import { PresetsPart } from './presets-part'
import { SettingsPart } from './settings-part'

const PARTS = [
  ['presets', 'Presets'],
  ['settings', 'Settings']
] as const

/** What someone would set up in Segment. */
export function MappingsView({ params }: ViewProps) {
  const part = params.part === 'settings' ? 'settings' : 'presets'
  return (
    <>
      <nav class="parts" aria-label="Mappings">
        {PARTS.map(([key, name]) => (
          <a key={key} href={linkTo('mappings', { part: key })} aria-current={key === part ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      {part === 'settings' ? <SettingsPart /> : <PresetsPart id={params.id} isAdding={params.add === 'yes'} />}
    </>
  )
}
