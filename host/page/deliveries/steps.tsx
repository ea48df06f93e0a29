import type { ComponentChildren } from 'preact'
import type { AttemptView, DeliveryView } from '../../server/api-types'
import { counted, SOURCES, timeOf } from '../lib/format'
import { JsonView } from '../parts/json-view'
import { ExchangeView } from './exchange'

/** The way of one event, from what came in to what the vendor said. */
export function Steps({ delivery }: { delivery: DeliveryView }) {
  const { received, eventIn, preset, trigger, payload, tries, body, from } = delivery
  return (
    <ol class="steps">
      {received !== undefined && (
        <Step title={`What came in: ${SOURCES[from] ?? from}`} note="The body as it was received.">
          <JsonView label="The webhook" value={received} />
        </Step>
      )}
      {eventIn !== undefined && (
        <Step title="The Segment event">
          <JsonView label="The event" value={eventIn} />
        </Step>
      )}
      {preset && (
        <Step title={`The preset: ${preset}`} note="Its trigger:">
          <code class="trigger">{trigger}</code>
        </Step>
      )}
      {payload !== undefined && (
        <Step title="The payload after mapping">
          <JsonView label="The payload" value={payload} />
        </Step>
      )}
      {tries.map((attempt, index) => (
        <Step
          key={index}
          title={tries.length > 1 ? `Attempt ${index + 1}` : 'The request, and the response'}
          note={noteOf(attempt)}
        >
          {attempt.exchanges.map((exchange, n) => (
            <ExchangeView key={n} exchange={exchange} />
          ))}
          {attempt.exchanges.length === 0 && <p class="soft">No request was made.</p>}
        </Step>
      ))}
      {body !== undefined && (
        <Step title="The response to Segment">
          <JsonView label="The response to Segment" value={body} />
        </Step>
      )}
    </ol>
  )
}

const noteOf = ({ at, batch, message }: AttemptView): string =>
  `${timeOf(at)}, in a batch of ${counted(batch, 'event')}${batch > 1 ? '; this is its part' : ''}.${message ? ` ${message}` : ''}`

const Step = ({ title, note, children }: { title: string; note?: string; children: ComponentChildren }) => (
  <li class="step">
    <h3>{title}</h3>
    {note && <p class="soft">{note}</p>}
    {children}
  </li>
)
