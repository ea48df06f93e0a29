import { useState } from 'preact/hooks'
import type { DeliveryView } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { dayOf, SOURCES } from '../lib/format'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { CopyButton } from '../parts/copy-button'
import { Notice } from '../parts/notice'
import { Outcome } from '../parts/outcome'
import { Steps } from './steps'

export function Detail({ id, back }: { id: string; back: string }) {
  const { data, error } = useData<DeliveryView>(`/api/deliveries/${id}`, useLive().version)
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
  const { title, person, outcome, at, from, message, field, tries } = delivery
  const curl = tries.flatMap(({ exchanges }) => exchanges).pop()?.curl
  return (
    <article class="detail">
      <header>
        <h2>{title || SOURCES[from]}</h2>
        <Outcome outcome={outcome} />
      </header>
      <p class="soft">
        <span class="person">{person || 'No person'}</span> · {SOURCES[from] ?? from} · {dayOf(at)}
      </p>
      {message && (
        <Notice tone={outcome === 'rejected' || outcome === 'failed' ? 'bad' : 'calm'}>
          {message}
          {field && (
            <p class="notice-field">
              This is the field <b>{field}</b>.
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
    call('POST', `/api/deliveries/${id}/send-again`).then(
      () => setProblem(''),
      (error) => setProblem(messageOf(error))
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
