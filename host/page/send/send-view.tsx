import { useEffect, useRef, useState } from 'preact/hooks'
import { accountsOf } from '../header'
import { ApiError, call, messageOf } from '../lib/api'
import { useDraft } from '../lib/drafts'
import { SOURCES, VENDORS } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import type { ViewProps } from '../lib/use-route'
import { Notice } from '../parts'
import { Composer } from './composer'
import type { Outgoing } from './composer'
import { Result } from './result'
import type { ExampleView, Received, Status } from '../../server/api-types'

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

export const Examples = ({ examples, chosen }: { examples: readonly ExampleView[]; chosen?: string }) => (
  <nav class="card examples" aria-label="Examples">
    <div class="card-head">
      <h2>Examples</h2>
    </div>
    <ul class="rows">
      {examples.map(({ id, title, as }) => (
        <li key={id}>
          <a class="row" href={linkTo('send', { example: id })} aria-current={id === chosen ? 'true' : undefined}>
            <b>{title}</b>
            <span class="row-facts">{SOURCES[as]}</span>
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

/** The switches that let a sandbox misbehave. */
export function FaultSwitches({ faults, wanted }: { faults?: Status['faults']; wanted?: string }) {
  const { data } = useData<{ choices: string[] }>('/api/faults', 0)
  const [problem, setProblem] = useState('')
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (wanted === undefined) return
    card.current?.scrollIntoView({ block: 'center' })
    card.current?.querySelector<HTMLElement>(`[name=${wanted}]`)?.focus()
  }, [wanted, data])
  const change = (vendor: string, fault: string): void => {
    call('PUT', `/api/faults/${vendor}`, { fault: fault === '' ? null : fault }).catch((error) =>
      setProblem(messageOf(error))
    )
  }
  return (
    <section class="card" aria-labelledby="fail-title" ref={card}>
      <div class="card-head">
        <h2 id="fail-title">Make it fail</h2>
        <p class="soft">Send something while a vendor misbehaves, and see what is retried, what fails, and why.</p>
      </div>
      <div class="line-form">
        {(['heap', 'appcues'] as const).map((vendor) => (
          <label key={vendor}>
            {VENDORS[vendor]} responds
            <select
              name={vendor}
              value={faults?.[vendor] ?? ''}
              onChange={({ currentTarget }) => change(vendor, currentTarget.value)}
            >
              <option value="">as it should</option>
              {data?.choices.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </section>
  )
}
