import { useState } from 'preact/hooks'

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
