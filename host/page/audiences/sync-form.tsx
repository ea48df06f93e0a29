import { useState } from 'preact/hooks'
import { call, sentenceOf } from '../lib/api'
import { Notice } from '../parts/notice'

/** A list of members: typed, pasted, or read from a file. The whole list counts: whoever is missing from it leaves. */
export function SyncForm({ id, isBusy, changed }: { id: string; isBusy: boolean; changed: () => void }) {
  const [text, setText] = useState('')
  const [problem, setProblem] = useState('')
  const sync = (event: SubmitEvent): void => {
    event.preventDefault()
    call('POST', `/api/audiences/${id}/sync`, text).then(
      () => {
        setProblem('')
        changed()
      },
      (error) => setProblem(sentenceOf(error))
    )
  }
  const read = (input: HTMLInputElement): void => {
    void input.files?.[0]?.text().then(setText)
  }
  return (
    <form class="form" onSubmit={sync}>
      <label>
        Members now: one id a line, or a CSV with a column user_id
        <textarea
          class="mono"
          rows={4}
          value={text}
          placeholder={'user_id\nada@example.com\ngrace@example.com'}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <div class="actions">
        <button class="button" disabled={isBusy}>
          {isBusy ? 'Syncing …' : 'Sync'}
        </button>
        <label class="file">
          From a file
          <input
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={({ currentTarget }) => read(currentTarget)}
          />
        </label>
      </div>
      <p class="soft small">Whoever is missing from the list leaves. An empty list empties the audience.</p>
      {problem && <Notice tone="bad">{problem}</Notice>}
    </form>
  )
}
