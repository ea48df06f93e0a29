import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { Status } from '../../server/api-types'
import { call, messageOf } from './api'

export interface Live {
  status?: Status
  /** Rises with every change. */
  version: number
  /** Why there is no connection, if so. */
  problem?: string
}

/** Milliseconds between two questions: fast enough to look alive. */
const PAUSE = 500

/** The state of the server, asked for again and again; after a restart too, so that every view finds its way back. */
export function useLiveState(): Live {
  const [live, setLive] = useState<Live>({ version: 0 })
  useEffect(() => {
    let mark = ''
    let timer: ReturnType<typeof setTimeout>
    const ask = async (): Promise<void> => {
      try {
        const status = await call<Status | undefined>('GET', `/api/status?after=${mark}`)
        if (status) mark = status.mark
        setLive((before) => next(before, status))
      } catch (error) {
        mark = ''
        setLive((before) => ({ ...before, problem: messageOf(error) }))
      }
      timer = setTimeout(() => void ask(), PAUSE)
    }
    void ask()
    return () => clearTimeout(timer)
  }, [])
  return live
}

function next(before: Live, status: Status | undefined): Live {
  if (status) return { status, version: before.version + 1 }
  return before.problem === undefined ? before : { ...before, problem: undefined }
}

export const LiveContext = createContext<Live>({ version: 0 })

export const useLive = (): Live => useContext(LiveContext)

/** Differs after a restart of the server: what it said before may be otherwise now. */
export const startOf = ({ status }: Live): string => status?.mark.split('.')[0] ?? ''
