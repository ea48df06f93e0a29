import { useEffect, useState } from 'preact/hooks'
import type { ViewProps } from '../lib/use-route'
import type { ExampleView, Received } from '../../server/api-types'
import { accountsOf } from '../header'
import { ApiError, call, messageOf } from '../lib/api'
import { useDraft } from '../lib/drafts'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { Notice } from '../parts/notice'
import { Composer } from './composer'
import type { Outgoing } from './composer'
import { Examples } from './examples'
import { FaultSwitches } from './fault-switches'
import { Result } from './result'

const outgoingOf = ({ as, body }: Pick<ExampleView, 'as' | 'body'>): Outgoing => ({
  as,
  text: body === undefined ? '' : JSON.stringify(body, null, 2),
  times: 1,
  signature: 'right',
  sameId: false
})

/** With the real vendors there are no examples: someone types what is to be sent. */
const OWN: ExampleView = { id: 'own', title: 'Send an event', teaches: '', as: 'segment', body: undefined }

/** Send something and see where it went; and let the vendors fail. */
export function SendView({ params }: ViewProps) {
  const { status } = useLive()
  const { data, error } = useData<{ examples: ExampleView[] }>('/api/send/examples', 0)
  const examples = data?.examples ?? []
  const wanted = data && (examples.find(({ id }) => id === params.example) ?? examples[0] ?? OWN)
  const [outgoing, setOutgoing] = useDraft<Outgoing>(`outgoing ${wanted?.id}`, outgoingOf(wanted ?? OWN))
  const [result, setResult] = useState<{ received?: Received; rejection?: string; delivery?: number }>()
  const [isSending, setSending] = useState(false)
  useEffect(() => setResult(undefined), [wanted?.id])
  const send = (body: unknown): void => {
    const { as, times, signature, sameId } = outgoing
    const account = status?.live ? accountsOf(status) : undefined
    if (account !== undefined && !confirm(`Send this to the real accounts: ${account}?`)) return
    setSending(true)
    call<Received>('POST', '/api/send', { as, body, times, signature, sameId, account })
      .then(
        (received) => setResult({ received }),
        (failure) =>
          setResult({
            rejection: messageOf(failure),
            delivery: failure instanceof ApiError ? failure.delivery : undefined
          })
      )
      .finally(() => setSending(false))
  }
  if (error) return <Notice tone="bad">{error}</Notice>
  if (!wanted || !status) return <p class="loading">Loading …</p>
  return (
    <div class={examples.length > 0 ? 'send' : ''}>
      {examples.length > 0 && <Examples examples={examples} chosen={wanted.id} />}
      <div>
        <section class="card" aria-labelledby="compose-title">
          <div class="card-head">
            <h2 id="compose-title">{wanted.title}</h2>
            <p class="soft">
              {status.live ? `What you send here reaches the real accounts: ${accountsOf(status)}.` : wanted.teaches}
            </p>
          </div>
          <Composer
            outgoing={outgoing}
            setOutgoing={setOutgoing}
            send={send}
            isSending={isSending}
            isLive={status.live}
          />
          <div class="pad" aria-live="polite">
            {result && <Result {...result} />}
          </div>
        </section>
        {!status.live && <FaultSwitches faults={status.faults} wanted={params.fail} />}
      </div>
    </div>
  )
}
