import { useEffect, useRef, useState } from 'preact/hooks'
import { VENDORS } from './lib/format'
import { useLive } from './lib/live'
import { goTo, linkTo, VIEWS } from './lib/use-route'
import type { View } from './lib/use-route'
import type { Status } from '../server/api-types'

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

const THEME_NAMES = { system: 'Auto', light: 'Light', dark: 'Dark' }

function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme)
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]
  const change = (): void => {
    applyTheme(next)
    setTheme(next)
  }
  return (
    <button
      class="quiet"
      onClick={change}
      aria-label={`Colours: ${THEME_NAMES[theme]}. Change to ${THEME_NAMES[next]}.`}
    >
      <span class="theme-icon" aria-hidden="true" />
      {THEME_NAMES[theme]}
    </button>
  )
}

const NAMES: Record<View, string> = {
  flow: 'Flow',
  deliveries: 'Deliveries',
  mappings: 'Mappings',
  audiences: 'Audiences',
  heap: 'Heap',
  appcues: 'Appcues',
  send: 'Send',
  settings: 'Settings'
}

const STEPS: Readonly<Record<string, (index: number) => number>> = {
  ArrowRight: (index) => (index + 1) % VIEWS.length,
  ArrowLeft: (index) => (index + VIEWS.length - 1) % VIEWS.length,
  Home: () => 0,
  End: () => VIEWS.length - 1
}

export function Tabs({ view }: { view: View }) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.querySelector(`#tab-${view}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [view])
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const next = VIEWS[step(VIEWS.indexOf(view))]
    goTo(next)
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
      {VIEWS.map((name) => (
        <button
          key={name}
          id={`tab-${name}`}
          role="tab"
          aria-selected={name === view}
          aria-controls="panel"
          tabIndex={name === view ? 0 : -1}
          onClick={() => goTo(name)}
        >
          {NAMES[name]}
        </button>
      ))}
    </div>
  )
}

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEY = 'theme'

export const storedTheme = (): Theme => THEMES.find((theme) => theme === localStorage.getItem(KEY)) ?? 'system'

/** Light or dark by hand; `system` leaves it to the system. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme)
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}
