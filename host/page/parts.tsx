import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { capital, OUTCOME_WORDS, thousands } from './lib/format'
import type { OutcomeName } from '../server/api-types'

export type Tone = 'good' | 'bad' | 'calm'

/** A message that matters. */
export const Notice = ({ tone = 'calm', children }: { tone?: Tone; children: ComponentChildren }) => (
  <div class={`notice is-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
)

/** Where there is nothing yet: what would be here, and how it comes. */
export const Empty = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <div class="empty">
    <h2>{title}</h2>
    <p>{children}</p>
  </div>
)

export const Outcome = ({ outcome }: { outcome: OutcomeName }) => (
  <span class={`outcome is-${outcome}`}>{capital(OUTCOME_WORDS[outcome])}</span>
)

/** A row of figures. */
export const Numbers = ({ values }: { values: readonly { name: string; value: number; tone?: 'bad' }[] }) => (
  <dl class="numbers">
    {values.map(({ name, value, tone }) => (
      <div key={name} class={tone === 'bad' && value > 0 ? 'is-bad' : ''}>
        <dt>{name}</dt>
        <dd>{thousands(value)}</dd>
      </div>
    ))}
  </dl>
)

/** Names and values, in two columns. */
export const Facts = ({ values }: { values: Readonly<Record<string, unknown>> }) => (
  <dl class="facts">
    {Object.entries(values).map(([name, value]) => (
      <div key={name}>
        <dt>{name}</dt>
        <dd class={typeof value === 'boolean' ? `is-${String(value)}` : ''}>{textOf(value)}</dd>
      </div>
    ))}
  </dl>
)

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

interface MeterProps {
  role: 'meter' | 'progressbar'
  label: string
  value: number
  max: number
  isFull?: boolean
}

/** How much of something: a bar of our own, which every browser fills alike. */
export const Meter = ({ role, label, value, max, isFull }: MeterProps) => (
  <span
    class={`meter ${isFull ? 'is-full' : ''}`}
    role={role}
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={max}
    aria-valuenow={value}
  >
    <span style={{ width: `${max === 0 ? 0 : Math.min(100, (100 * value) / max)}%` }} />
  </span>
)

interface SwitchProps {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

export const Switch = ({ label, isOn, onChange }: SwitchProps) => (
  <button
    type="button"
    role="switch"
    class="switch"
    aria-checked={isOn}
    aria-label={label}
    onClick={() => onChange(!isOn)}
  >
    <span class="switch-knob" />
  </button>
)

export function CopyButton({ text, children }: { text: string; children: string }) {
  const [said, setSaid] = useState('')
  const copy = (): void => {
    const say = (words: string): void => {
      setSaid(words)
      setTimeout(() => setSaid(''), 2000)
    }
    navigator.clipboard.writeText(text).then(
      () => say('Copied'),
      () => say('The browser does not allow it')
    )
  }
  return (
    <button type="button" class="quiet" onClick={copy}>
      {said || children}
      <span class="sr-only" role="status">
        {said}
      </span>
    </button>
  )
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\b\d+(?:\.\d+)?(?:e[+-]?\d+)?\b/gi

const classOf = (text: string, isKey: boolean): string => {
  if (isKey) return 'json-key'
  if (text.startsWith('"')) return 'json-text'
  return /^[-\d]/.test(text) ? 'json-number' : 'json-word'
}

/** JSON for reading: indented and coloured. A text that is JSON is shown as what it holds. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const text = typeof value === 'string' ? pretty(value) : JSON.stringify(value, null, 2)
  return (
    <pre class="json" tabIndex={0} role="region" aria-label={label}>
      {coloured(text)}
    </pre>
  )
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function coloured(text: string): (string | preact.JSX.Element)[] {
  const parts: (string | preact.JSX.Element)[] = []
  let end = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, quoted, colon] = match
    parts.push(text.slice(end, match.index))
    parts.push(<span class={classOf(whole, colon !== undefined)}>{quoted ?? whole}</span>, colon ?? '')
    end = match.index + whole.length
  }
  return [...parts, text.slice(end)]
}
