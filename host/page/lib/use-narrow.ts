import { useEffect, useState } from 'preact/hooks'

/** Whether the window is too narrow for things side by side. */
export function useNarrow(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 900px)'))
  const [isNarrow, setNarrow] = useState(query.matches)
  useEffect(() => {
    const change = (): void => setNarrow(query.matches)
    query.addEventListener('change', change)
    return () => query.removeEventListener('change', change)
  }, [query])
  return isNarrow
}
