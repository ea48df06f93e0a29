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
