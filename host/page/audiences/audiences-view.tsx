import { useState } from 'preact/hooks'
import type { AudiencesView as Answer, AudienceView } from '../../server/api-types'
import { call, messageOf } from '../lib/api'
import { useLive } from '../lib/live'
import { useData } from '../lib/use-data'
import { linkTo } from '../lib/use-route'
import { Meter } from '../parts/meter'
import { Empty, Notice } from '../parts/notice'
import { AudienceCard } from './audience-card'

/** Audiences as Segment keeps them, and what Appcues has of them. */
export function AudiencesView() {
  const { data, error, reload } = useData<Answer>('/api/audiences', useLive().version)
  return (
    <>
      <section class="card" aria-labelledby="connect-title">
        <div class="card-head">
          <h2 id="connect-title">Connect an audience</h2>
          <p class="soft">
            Its members get the property “[Heap] name” in Appcues, true or false, and Appcues gets a segment of that
            name, filled with them.
          </p>
        </div>
        <Connect connected={reload} />
        {data && <Limit recurring={data.recurring} limit={data.limit} />}
      </section>
      {error && <Notice tone="bad">{error}</Notice>}
      {data?.audiences.length === 0 && (
        <Empty title="No audience is connected">
          Give one a name above, then paste a list of people. Or let Heap post its own segment sync:{' '}
          <a href={linkTo('send', { example: 'segment-sync' })}>send that example</a>.
        </Empty>
      )}
      <div class="cards">
        {data?.audiences.map((audience) => (
          <AudienceCard key={audience.id} audience={audience} changed={reload} />
        ))}
      </div>
    </>
  )
}

function Connect({ connected }: { connected: () => void }) {
  const [problem, setProblem] = useState('')
  const connect = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    call<AudienceView>('POST', '/api/audiences', { name: new FormData(form).get('name') }).then(
      () => {
        form.reset()
        setProblem('')
        connected()
      },
      (error) => setProblem(messageOf(error))
    )
  }
  return (
    <form class="line-form" onSubmit={connect}>
      <label>
        Name of the audience
        <input name="name" required maxLength={200} placeholder="Power users" />
      </label>
      <button class="button">Connect</button>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  )
}

/** How much of the limit is taken. */
function Limit({ recurring, limit }: { recurring?: number; limit: number }) {
  if (recurring === undefined || limit === 0) return null
  return (
    <p class="limit">
      <Meter role="meter" label="Recurring syncs" max={limit} value={recurring} isFull={recurring >= limit} />
      <span>
        {recurring} of {limit} recurring syncs are connected. Deleting a segment under{' '}
        <a href={linkTo('appcues')}>Appcues</a> frees its place.
      </span>
    </p>
  )
}
