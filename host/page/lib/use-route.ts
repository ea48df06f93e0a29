import { useEffect, useState } from 'preact/hooks'

export const VIEWS = ['flow', 'deliveries', 'mappings', 'audiences', 'heap', 'appcues', 'send', 'settings'] as const
export type View = (typeof VIEWS)[number]
export type Params = Readonly<Record<string, string | undefined>>

/** What every view is given. */
export interface ViewProps {
  params: Params
}

export interface Route {
  view: View
  params: Params
}

/** The address of a view: it can be kept, shared and gone back to. */
export function linkTo(view: View, params: Params = {}): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(params)) if (value) query.set(key, value)
  const text = query.toString()
  return `#/${view}${text === '' ? '' : `?${text}`}`
}

function read(): Route {
  const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?')
  const view = VIEWS.find((name) => name === path) ?? 'flow'
  return { view, params: Object.fromEntries(new URLSearchParams(query)) }
}

export function useRoute(): Route {
  const [route, setRoute] = useState(read)
  useEffect(() => {
    const change = (): void => setRoute(read())
    addEventListener('hashchange', change)
    return () => removeEventListener('hashchange', change)
  }, [])
  return route
}

export function goTo(view: View, params: Params = {}): void {
  location.hash = linkTo(view, params)
}
