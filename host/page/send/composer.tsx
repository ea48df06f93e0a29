import { useState } from 'preact/hooks'
import { SOURCES } from '../lib/format'
import { Notice } from '../parts'
import { EXPORT } from '../../server/api-types'

/** What is about to be sent. */
export interface Outgoing {
  as: string
  text: string
  times: number
  signature: string
  sameId: boolean
}

interface Props {
  outgoing: Outgoing
  setOutgoing: (outgoing: Outgoing) => void
  send: (body: unknown) => void
  isSending: boolean
  isLive: boolean
}

const WAYS = Object.keys(SOURCES).filter((name) => name !== EXPORT)
const SIGNATURES = { right: 'Valid signature', forged: 'Forged', none: 'Not signed' }

export function Composer({ outgoing, setOutgoing, send, isSending, isLive }: Props) {
  const [problem, setProblem] = useState('')
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    try {
      send(JSON.parse(outgoing.text))
      setProblem('')
    } catch (error) {
      setProblem(`Body: is not JSON. ${(error as Error).message}`)
    }
  }
  const set = (changes: Partial<Outgoing>): void => setOutgoing({ ...outgoing, ...changes })
  return (
    <form class="form" onSubmit={submit}>
      <label>
        Arrives as
        <select value={outgoing.as} onChange={({ currentTarget }) => set({ as: currentTarget.value })}>
          {WAYS.map((way) => (
            <option key={way} value={way}>
              {way === 'segment' ? 'Segment event' : SOURCES[way]}
            </option>
          ))}
        </select>
      </label>
      <label>
        Body
        <textarea
          class="mono"
          rows={14}
          spellcheck={false}
          value={outgoing.text}
          onInput={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </label>
      <div class="line-form">
        <label>
          How often
          <select
            value={String(outgoing.times)}
            onChange={({ currentTarget }) => set({ times: Number(currentTarget.value) })}
          >
            <option value="1">Once</option>
            {!isLive && <option value="1000">A thousand times</option>}
          </select>
        </label>
        {outgoing.as !== 'segment' && (
          <label>
            Signature
            <select
              value={outgoing.signature}
              onChange={({ currentTarget }) => set({ signature: currentTarget.value })}
            >
              {Object.entries(SIGNATURES).map(([key, words]) => (
                <option key={key} value={key}>
                  {words}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={outgoing.sameId}
            onChange={({ currentTarget }) => set({ sameId: currentTarget.checked })}
          />
          Keep the id, as a redelivery would
        </label>
      </div>
      <button class="button" disabled={isSending}>
        {isSending ? 'Sending …' : outgoing.times > 1 ? 'Send a thousand' : 'Send'}
      </button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  )
}
