import { examples } from '../../examples/events'
import type { EventExample } from '../../examples/events'

const json = (value: unknown): string => `\`\`\`json\n${JSON.stringify(value, undefined, 2)}\n\`\`\``
const text = (value: string): string => `\`\`\`text\n${value.replace(/\r\n/g, '\n').trimEnd()}\n\`\`\``

const ORIGINS: Record<EventExample['from'], string> = {
  'appcues-webhook': 'A webhook of Appcues',
  'heap-segment-sync': 'A page of Heap’s segment sync',
  'heap-event-webhook': 'An event webhook of Heap',
  segment: 'An event in Segment'
}

function section({ title, description, from, in: body, out, rejected }: EventExample): string {
  const requests = out.map((request) => {
    const shown = typeof request.body === 'string' ? text(request.body) : json(request.body)
    return `\`POST https://${request.to}\`\n\n${shown}`
  })
  const rejection = rejected === undefined ? [] : [`What is rejected says why, and names ${rejected}.`]
  return [
    `## ${title}`,
    description,
    `${ORIGINS[from]}:`,
    json(body),
    out.length === 0 ? 'Nothing leaves.' : 'What leaves, with every preset at its default:',
    ...requests,
    ...rejection
  ].join('\n\n')
}

/** The example events for reading: what arrives, and what leaves. */
export const eventsDocument = (): string =>
  `${[
    '# Example events',
    'Written by `npm run generate` from `events.ts`. Tests deliver each of them and compare; `npm start` sends them from its page.',
    ...examples.map(section)
  ].join('\n\n')}\n`
