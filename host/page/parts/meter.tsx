interface Props {
  role: 'meter' | 'progressbar'
  label: string
  value: number
  max: number
  isFull?: boolean
}

/** How much of something: a bar of our own, which every browser fills alike. */
export const Meter = ({ role, label, value, max, isFull }: Props) => (
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
