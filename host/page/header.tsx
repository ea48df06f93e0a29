import { useState } from 'preact/hooks'
import type { Status } from '../server/api-types'
import { VENDORS } from './lib/format'
import { useLive } from './lib/live'
import { applyTheme, storedTheme, THEMES } from './lib/theme'
import { linkTo } from './lib/use-route'
import type { View } from './lib/use-route'
import { Tabs } from './tabs'

export function Header({ view }: { view: View }) {
  return (
    <header class="header">
      <div class="header-row">
        <h1 class="brand">
          <span class="brand-mark" aria-hidden="true" />
          Heap <span class="brand-and">and</span> Appcues
        </h1>
        <Target />
        <ThemeSwitch />
      </div>
      <Faults />
      <Tabs view={view} />
    </header>
  )
}

/** Where events go from here: nowhere, to the sandboxes, or to real accounts. */
function Target() {
  const { status, problem } = useLive()
  if (problem !== undefined) return <p class="target is-bad">{problem}</p>
  if (status?.live) return <p class="target is-live">Live: {accountsOf(status)}</p>
  return <p class="target">Sandbox: nothing leaves this machine</p>
}

/** "Heap 1234, Appcues 5678" */
export const accountsOf = ({ accounts }: Status): string =>
  (['heap', 'appcues'] as const)
    .filter((vendor) => accounts[vendor] !== undefined)
    .map((vendor) => `${VENDORS[vendor]} ${accounts[vendor]}`)
    .join(', ')

/** Says so on every view while a sandbox misbehaves: a red picture without it would be a riddle. */
function Faults() {
  const faults = useLive().status?.faults
  if (!faults) return null
  const failing = (['heap', 'appcues'] as const).filter((vendor) => faults[vendor] !== null)
  if (failing.length === 0) return null
  return (
    <p class="faults" role="status">
      {failing.map((vendor) => (
        <span key={vendor}>
          {VENDORS[vendor]}’s sandbox fails on purpose: {faults[vendor]}.{' '}
          <a href={linkTo('send', { fail: vendor })}>Change that</a>{' '}
        </span>
      ))}
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
