/**
 * A program that sends one event as the README's host does, with every https request turned towards a port of this machine,
 * and prints the status of its answer.
 *
 * @param from the module whose `Destination` runs the definition
 */
export const sendOne = (port: number, from = 'heap-appcues'): string => `
const http = require('http')
require('https').request = (options, answered) => http.request(
  { ...options, protocol: 'http:', agent: undefined, hostname: '127.0.0.1', host: '127.0.0.1', port: ${port},
    headers: { ...options.headers, host: options.hostname } }, answered)
const { Destination } = require('${from}')
const { definition } = require('heap-appcues')
const event = { type: 'track', event: 'Flow Started (Appcues)', userId: 'alice@example.com', messageId: 'message-1',
  timestamp: '2026-03-10T22:21:56.000Z', properties: { flowId: 'flow-1' } }
const preset = definition.presets.find(({ name }) => name === 'Flow Started')
new Destination({ ...definition, name: 'heap-appcues' })
  .onBatch([event], { heapAppId: '11', subscription: preset })
  .then(([{ multistatus }]) => console.log(multistatus.map(({ status }) => status).join()))
`

/** What `sendOne` makes arrive at Heap. */
export const ARRIVES = {
  request: 'POST /api/track',
  host: 'heapanalytics.com',
  body: {
    app_id: '11',
    events: [
      {
        identity: 'alice@example.com',
        event: 'Flow Started',
        timestamp: '2026-03-10T22:21:56.000Z',
        idempotency_key: 'message-1:Flow Started',
        properties: { 'Flow ID': 'flow-1', Timestamp: '2026-03-10T22:21:56.000Z' }
      }
    ]
  }
}
