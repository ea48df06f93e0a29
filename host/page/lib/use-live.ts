import { useEffect, useState } from 'preact/hooks'
import type { Status } from '../../server/api-types'

export interface LiveState {
  status?: Status
  /** Rises with every change. */
  version: number
  isConnected: boolean
}

/** The state that the server sends whenever it changes. The browser connects again by itself. */
export function useLive(): LiveState {
  const [state, setState] = useState<LiveState>({ version: 0, isConnected: false })
  useEffect(() => {
    const source = new EventSource('/api/live')
    source.onmessage = ({ data }) =>
      setState(({ version }) => ({
        status: JSON.parse(String(data)) as Status,
        version: version + 1,
        isConnected: true
      }))
    source.onerror = () => setState((before) => ({ ...before, isConnected: false }))
    return () => source.close()
  }, [])
  return state
}
