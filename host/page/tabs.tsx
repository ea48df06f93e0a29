import { useEffect, useRef } from 'preact/hooks'
import { goTo, VIEWS } from './lib/use-route'
import type { View } from './lib/use-route'

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
