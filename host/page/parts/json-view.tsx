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
