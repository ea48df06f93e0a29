import { useEffect, useState } from 'preact/hooks'

/** What someone typed and has not saved: kept while they look at something else. */
const drafts = new Map<string, unknown>()
const listeners = new Set<() => void>()

addEventListener('beforeunload', (event) => {
  if (drafts.size > 0) event.preventDefault()
})

/** The draft under a name, or what stands for it while there is none; undefined throws the draft away. */
export function useDraft<T>(
  name: string,
  saved: T
): [draft: T, setDraft: (draft: T | undefined) => void, isDraft: boolean] {
  useDrafts()
  const set = (draft: T | undefined): void => {
    if (draft === undefined) drafts.delete(name)
    else drafts.set(name, draft)
    listeners.forEach((listener) => listener())
  }
  return [drafts.has(name) ? (drafts.get(name) as T) : saved, set, drafts.has(name)]
}

/** Whether there is a draft under a name. */
export function useDrafts(): (name: string) => boolean {
  const [, render] = useState(0)
  useEffect(() => {
    const listener = (): void => render((count) => count + 1)
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }, [])
  return (name) => drafts.has(name)
}
