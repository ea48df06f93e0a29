import { useState } from 'preact/hooks'
import { call, messageOf } from '../lib/api'
import { useDraft } from '../lib/drafts'
import { counted, thousands } from '../lib/format'
import { Notice } from '../parts'
import type { SyncPlan } from '../../server/api-types'

interface Props {
  id: string
  members: number
  isBusy: boolean
  changed: () => void
}

/**
 * A list of members: typed, pasted, or a file, which goes to the server as it is and not through the box. The whole list counts:
 * whoever is missing from it leaves. What would change is shown before anything is written.
 */
export function SyncForm({ id, members, isBusy, changed }: Props) {
  const [text, setText] = useDraft(`members of ${id}`, '')
  const [file, setFile] = useState<File>()
  const [plan, setPlan] = useState<SyncPlan>()
  const [problem, setProblem] = useState('')
  const [isReading, setReading] = useState(false)
  const isEmpty = file === undefined && text.trim() === ''
  const read = (event: SubmitEvent): void => {
    event.preventDefault()
    setReading(true)
    setPlan(undefined)
    call<SyncPlan>('POST', `/api/audiences/${id}/plan`, file ?? text)
      .then(
        (found) => {
          setPlan(found)
          setProblem('')
        },
        (error) => setProblem(messageOf(error))
      )
      .finally(() => setReading(false))
  }
  const write = (): void => {
    call('POST', `/api/audiences/${id}/sync`, { plan: plan?.id }).then(
      () => {
        setText(undefined)
        setFile(undefined)
        changed()
      },
      (error) => setProblem(messageOf(error))
    )
    setPlan(undefined)
  }
  return (
    <form class="form" onSubmit={read}>
      <label>
        Members now: one ID a line, or a CSV with a column user_id
        <textarea
          class="mono"
          rows={4}
          value={text}
          disabled={file !== undefined}
          placeholder={'user_id\nada@example.com\ngrace@example.com'}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value)
            setPlan(undefined)
          }}
        />
      </label>
      <div class="actions">
        <button class="button" disabled={isBusy || isReading || isEmpty}>
          {isBusy ? 'Syncing …' : isReading ? 'Reading …' : 'Sync'}
        </button>
        <label class="file">
          {file ? file.name : 'From a file'}
          <input
            type="file"
            onChange={({ currentTarget }) => {
              setFile(currentTarget.files?.[0])
              setPlan(undefined)
            }}
          />
        </label>
        {file && (
          <button type="button" class="link" onClick={() => setFile(undefined)}>
            Without the file
          </button>
        )}
      </div>
      <p class="soft small">
        CSV, TSV, NDJSON or a JSON list, gzip too, up to 200,000 people and 32 MB; for more, use heap-appcues sync.
        Whoever is missing from the list leaves. For an empty audience, send the line user_id alone.
      </p>
      {plan && <Plan plan={plan} members={members} write={write} cancel={() => setPlan(undefined)} />}
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  )
}

const Plan = ({
  plan,
  members,
  write,
  cancel
}: {
  plan: SyncPlan
  members: number
  write: () => void
  cancel: () => void
}) => (
  <div class="plan" role="group" aria-label="What would change">
    <p class="plan-counts">
      <b class="is-good">+{thousands(plan.added)}</b> <b class="is-bad">−{thousands(plan.removed)}</b>
      <span class="soft"> {thousands(plan.unchanged)} stay as they are</span>
    </p>
    {plan.removed > 0 && (
      <Notice tone="bad">
        {plan.removed === members ? 'Everyone leaves' : `${counted(plan.removed, 'person leaves', 'people leave')}`}:
        the property becomes false in Appcues.
      </Notice>
    )}
    {plan.keepsEveryone && <Notice tone="bad">{plan.keepsEveryone}</Notice>}
    {plan.notes.map((note) => (
      <Notice key={note}>{note}</Notice>
    ))}
    {plan.problems.map(({ message, count, lines }) => (
      <Notice key={message}>
        {counted(count, 'row')} (line {lines.join(', ')}
        {count > lines.length && ', …'}): {message}
      </Notice>
    ))}
    <div class="actions">
      <button type="button" class="button" onClick={write} disabled={plan.added + plan.removed === 0}>
        {plan.added + plan.removed === 0
          ? 'Nothing to change'
          : plan.removed > 0
            ? `Yes, take ${thousands(plan.removed)} out`
            : `Add ${thousands(plan.added)}`}
      </button>
      <button type="button" class="quiet" onClick={cancel}>
        Cancel
      </button>
    </div>
  </div>
)
