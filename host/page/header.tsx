import { useState } from 'preact/hooks'
import { VENDORS } from './lib/format'
import { applyTheme, storedTheme, THEMES } from './lib/theme'
import type { LiveState } from './lib/use-live'
import { linkTo } from './lib/use-route'
import type { View } from './lib/use-route'
import { Tabs } from './tabs'

export function Header({ live, view }: { live: LiveState; view: View }) {
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="brand">
          <span class="brand-mark" aria-hidden="true" />
          Heap <span class="brand-and">and</span> Appcues
        </h1>
        <Place live={live} />
        <ThemeSwitch />
      </div>
      <Faults live={live} />
      <Tabs view={view} />
    </header>
  )
}

function Place({ live }: { live: LiveState }) {
  if (!live.isConnected) return <p class="place is-bad">Not connected. Start it again with npm start.</p>
  if (live.status?.live) return <p class="place is-live">Live: the real vendors</p>
  return <p class="place">Sandbox: nothing leaves this machine</p>
}

/** Says so on every view while a sandbox misbehaves: a red picture without it would be a riddle. */
function Faults({ live }: { live: LiveState }) {
  const faults = live.status?.faults
  if (!faults) return null
  const failing = (['heap', 'appcues'] as const).filter((vendor) => faults[vendor] !== null)
  if (failing.length === 0) return null
  return (
    <p class="faults" role="status">
      {failing.map((vendor) => `${VENDORS[vendor]}’s sandbox fails on purpose: ${faults[vendor] ?? ''}. `)}
      <a href={linkTo('send', { part: 'fail' })}>Change that</a>
    </p>
  )
}

const NAMES = { system: 'Auto', light: 'Light', dark: 'Dark' }

function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]
  const change = (): void => {
    applyTheme(next)
    setTheme(next)
  }
  return (
    <button class="quiet" onClick={change} aria-label={`Colours: ${NAMES[theme]}. Change to ${NAMES[next]}.`}>
      <span class="theme-icon" aria-hidden="true" />
      {NAMES[theme]}
    </button>
  )
}
