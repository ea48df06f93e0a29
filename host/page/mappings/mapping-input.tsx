import { useState } from 'preact/hooks'

interface Props {
  id?: string
  label?: string
  value: string
  choices?: readonly string[]
  onInput: (line: string) => void
}

/** One line of a mapping. What is typed stays as it is typed, also where it would be written in another way. */
export function MappingInput({ id, label, value, choices, onInput }: Props) {
  const [typed, setTyped] = useState<{ line: string; value: string }>()
  const list = choices && `${id ?? 'field'}-choices`
  return (
    <>
      <input
        id={id}
        class="mono"
        aria-label={label}
        spellcheck={false}
        list={list}
        value={typed?.value === value ? typed.line : value}
        onInput={({ currentTarget }) => {
          onInput(currentTarget.value)
          setTyped({ line: currentTarget.value, value })
        }}
        onBlur={() => setTyped(undefined)}
      />
      {list && (
        <datalist id={list}>
          {choices?.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  )
}
