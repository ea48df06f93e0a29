import { useEffect, useState } from 'preact/hooks'
import type { ViewProps } from '../app'
import type { ExampleView, Received } from '../../server/api-types'
import { ApiError, call, sentenceOf } from '../lib/api'
import { useData } from '../lib/use-data'
import { Notice } from '../parts/notice'
import { Composer } from './composer'
import type { Letter } from './composer'
import { Examples } from './examples'
import { FaultSwitches } from './fault-switches'
import { Result } from './result'

const letterOf = ({ as, body }: ExampleView): Letter => ({
  as,
  text: JSON.stringify(body, null, 2),
  times: 1,
  signature: 'right',
  sameId: false
})

/** Send something and see where it went; and let the vendors fail. */
export function SendView({ live, params }: ViewProps) {
  const { data, error } = useData<{ examples: ExampleView[] }>('/api/send/examples', 0)
  const wanted = data?.examples.find(({ id }) => id === params.example) ?? data?.examples[0]
  const [letter, setLetter] = useState<Letter>()
  const [result, setResult] = useState<{ received?: Received; refusal?: string; delivery?: number }>()
  const [isSending, setSending] = useState(false)
  useEffect(() => {
    if (wanted) setLetter(letterOf(wanted))
    setResult(undefined)
  }, [wanted])
  const send = (body: unknown): void => {
    if (!letter) return
    const { as, times, signature, sameId } = letter
    setSending(true)
    call<Received>('POST', '/api/send', { as, body, times, signature, sameId })
      .then(
        (received) => setResult({ received }),
        (failure) =>
          setResult({
            refusal: sentenceOf(failure),
            delivery: failure instanceof ApiError ? failure.delivery : undefined
          })
      )
      .finally(() => setSending(false))
  }
  if (error) return <Notice tone="bad">{error}</Notice>
  return (
    <div class="send">
      <Examples examples={data?.examples ?? []} chosen={wanted?.id} />
      <div>
        <section class="card" aria-labelledby="compose-title">
          <div class="card-head">
            <h2 id="compose-title">{wanted?.title ?? 'Send'}</h2>
            <p class="soft">{wanted?.teaches}</p>
          </div>
          {letter && <Composer letter={letter} setLetter={setLetter} send={send} isSending={isSending} />}
          <div class="pad" aria-live="polite">
            {result && <Result {...result} />}
          </div>
        </section>
        {!live.status?.live && <FaultSwitches faults={live.status?.faults} isWanted={params.part === 'fail'} />}
      </div>
    </div>
  )
}
