import { thousands } from '../lib/format'
import { linkTo } from '../lib/use-route'
import type { View } from '../lib/use-route'

interface Props {
  title: string
  view: View
  people: readonly { id: string; note: string }[]
  total: number
  chosen?: string
  search: string
  setSearch: (search: string) => void
}

/** People to choose from. */
export const People = ({ title, view, people, total, chosen, search, setSearch }: Props) => (
  <section class="card" aria-labelledby={`${view}-people`}>
    <div class="card-head">
      <h2 id={`${view}-people`}>{title}</h2>
      <p class="soft">
        {people.length < total
          ? `${thousands(people.length)} of ${thousands(total)} are listed; search for the others.`
          : `${thousands(total)} in all.`}
      </p>
    </div>
    <label class="pad search">
      Search
      <input type="search" value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
    </label>
    <ul class="rows is-scrolling" tabIndex={0} aria-label={title}>
      {people.map(({ id, note }) => (
        <li key={id}>
          <a class="row" href={linkTo(view, { person: id })} aria-current={id === chosen ? 'true' : undefined}>
            <span class="row-top">
              <b>{id}</b>
              <span class="soft small">{note}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  </section>
)

/** What follows the number of a person's events, where only the newest are listed. */
export const listedOf = ({ events, log }: { events: number; log: readonly unknown[] }): string => {
  if (log.length >= events) return ''
  return log.length === 0
    ? ', none of them among the newest that are kept'
    : `, the newest ${thousands(log.length)} below`
}
