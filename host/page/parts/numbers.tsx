import { thousands } from '../lib/format'

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
