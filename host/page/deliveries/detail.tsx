import { useState } from 'preact/hooks'
import type { DeliveryView } from '../../server/api-types'
import { call, sentenceOf } from '../lib/api'
import { dayOf, SOURCES } from '../lib/format'
import { useData } from '../lib/use-data'
import { goTo } from '../lib/use-route'
import { CopyButton } from '../parts/copy-button'
import { Notice } from '../parts/notice'
import { Outcome } from '../parts/outcome'
import { Steps } from './steps'

/** A delivery that is settled does not change: it is asked for again only while it is on its way. */
export function Detail({ id, back, version }: { id: string; back: string; version: number }) {
  const [seen, setSeen] = useState<DeliveryView>()
  const isSettled = String(seen?.id) === id && seen?.outcome !== 'waiting'
  const { data, error } = useData<DeliveryView>(`/api/deliveries/${id}`, isSettled ? 0 : version)
  if (data && data !== seen) setSeen(data)
  return (
    <>
      <a class="back" href={back}>
        Back to the list
      </a>
      {error && <Notice tone="bad">{error}</Notice>}
      {data && <Opened delivery={data} />}
    </>
  )
}

function Opened({ delivery }: { delivery: DeliveryView }) {
  const { event, preset, person, outcome, at, from, sentence, field, tries } = delivery
  const curl = tries.flatMap(({ exchanges }) => exchanges).pop()?.curl
  return (
    <article class="detail">
      <header>
        <h2>{preset ?? (event || SOURCES[from])}</h2>
        <Outcome outcome={outcome} />
      </header>
      <p class="soft">
        <span class="person">{person || 'Nobody'}</span> · {SOURCES[from] ?? from} · {dayOf(at)}
      </p>
      {sentence && (
        <Notice tone={outcome === 'refused' || outcome === 'undelivered' ? 'bad' : 'calm'}>
          {sentence}
          {field && (
            <p class="notice-field">
              It speaks of the field <b>{field}</b>.
            </p>
          )}
        </Notice>
      )}
      <p class="actions">
        {delivery.canSendAgain && <SendAgain id={delivery.id} />}
        {curl && <CopyButton text={curl}>Copy as curl</CopyButton>}
      </p>
      <Steps delivery={delivery} />
    </article>
  )
}

function SendAgain({ id }: { id: number }) {
  const [problem, setProblem] = useState('')
  const again = (): void => {
    call<{ deliveries: number[] }>('POST', `/api/deliveries/${id}/send-again`).then(
      ({ deliveries: [first] }) => first && goTo('deliveries', { id: String(first) }),
      (error) => setProblem(sentenceOf(error))
    )
  }
  return (
    <>
      <button class="quiet" onClick={again}>
        Send again
      </button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </>
  )
}
