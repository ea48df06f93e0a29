import type { ExampleView } from '../../server/api-types'
import { SOURCES } from '../lib/format'
import { linkTo } from '../lib/use-route'

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
