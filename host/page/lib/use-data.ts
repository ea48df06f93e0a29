import { useEffect, useRef, useState } from 'preact/hooks'
import { call, messageOf } from './api'
import { startOf, useLive } from './live'

export interface Data<T> {
  data?: T
  error?: string
  reload: () => void
}

/** Milliseconds between two fetches of one view, however fast things change. */
const PAUSE = 700

/**
 * What the server says under a path; undefined asks nothing. Asked again when `version` changes, and after a restart of the
 * server, with the old data shown until the new one is there.
 */
export function useData<T>(path: string | undefined, version: number): Data<T> {
  const [state, setState] = useState<{ path?: string; data?: T; error?: string }>({})
  const [asked, setAsked] = useState(0)
  const start = startOf(useLive())
  const last = useRef(0)
  useEffect(() => {
    if (path === undefined) return
    let isCurrent = true
    const wait = state.path === path ? Math.max(0, last.current + PAUSE - Date.now()) : 0
    const timer = setTimeout(() => {
      last.current = Date.now()
      call<T>('GET', path).then(
        (data) => isCurrent && setState({ path, data }),
        (error) => isCurrent && setState({ path, error: messageOf(error) })
      )
    }, wait)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [path, version, asked, start])
  const isOwn = state.path === path
  return {
    data: isOwn ? state.data : undefined,
    error: isOwn ? state.error : undefined,
    reload: () => setAsked((count) => count + 1)
  }
}

/** The same, with the last data shown while another path is asked: nothing goes blank. */
export function useLastData<T>(path: string | undefined, version: number): T | undefined {
  const { data } = useData<T>(path, version)
  const last = useRef<T>()
  if (data !== undefined) last.current = data
  return last.current
}
