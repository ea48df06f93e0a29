import type { ComponentChildren } from 'preact'

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
