import type { ExportRow } from './scene'

/** A dozen ways in which a row can be bad, each made from a good row, each refused in a sentence of its own. */
export const badRows: ReadonlyArray<(good: ExportRow) => string> = [
  (good) => JSON.stringify(good).slice(0, 90),
  (good) => JSON.stringify([good.id, good.name]),
  (good) => JSON.stringify({ ...good, name: undefined }),
  (good) => JSON.stringify({ ...good, user_id: undefined }),
  (good) => JSON.stringify({ ...good, user_id: 'undefined' }),
  (good) => JSON.stringify({ ...good, attributes: '{"flowId":"-NkWel' }),
  (good) => JSON.stringify({ ...good, user_id: 'x'.repeat(300) }),
  (good) => JSON.stringify({ ...good, timestamp: 'yesterday' }),
  (good) => JSON.stringify({ ...good, timestamp: undefined, attributes: { flowId: 'no-time' } }),
  (good) => JSON.stringify({ ...good, attributes: ['flowId', 'flowName'] }),
  (good) => JSON.stringify({ ...good, context: 'https://app.example.com/home' }),
  // The last line of the file: the export broke off.
  (good) => JSON.stringify(good).slice(0, 150)
]
