interface Props {
  label: string
  isOn: boolean
  onChange: (isOn: boolean) => void
}

export const Switch = ({ label, isOn, onChange }: Props) => (
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
