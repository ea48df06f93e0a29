import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { Pool } from 'undici'
import { startChild } from '../process/messages'
import type { HandlerProcess } from './server'

export interface HandlerFigures {
  perSecond: number
  /** Microseconds of CPU for one webhook. */
  cpu: number
  /** Milliseconds from request to answer. */
  median: number
  p99: number
  memory: number
}

const SECRET = 'bench-secret'
const AT_ONCE = 256

function webhook(n: number) {
  const body = JSON.stringify({
    id: `delivery-${n}`,
    name: 'appcues:flow_completed',
    user_id: `person-${n}@example.com`,
    timestamp: Date.now(),
    attributes: { flowId: `flow-${n % 40}`, flowName: 'Welcome', flowVersion: 1_700_000_000_000, localeName: 'default' }
  })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
  const headers = { 'x-apc-timestamp': timestamp, 'x-apc-signature': signature }
  return { path: '/appcues', method: 'POST', body, headers } as const
}

/** Sends signed webhooks to the handler in a process of its own, 256 at once. */
export async function measureHandler(latency: number, webhooks: number): Promise<HandlerFigures> {
  const child = startChild<HandlerProcess>(join(__dirname, 'server.ts'))
  const pool = new Pool(await child.tell('start', { secret: SECRET, latency }), { connections: AT_ONCE })
  await send(pool, 0, webhooks >> 2)
  const before = await child.tell('usage')
  const begin = performance.now()
  const times = await send(pool, webhooks, webhooks)
  const seconds = (performance.now() - begin) / 1000
  const after = await child.tell('usage')
  await pool.close()
  await child.end()
  times.sort((a, b) => a - b)
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]
  const cpu = (after.cpu - before.cpu) / webhooks
  return { perSecond: webhooks / seconds, cpu, median: at(0.5), p99: at(0.99), memory: after.memory }
}

/** @returns how long each took */
async function send(pool: Pool, first: number, count: number): Promise<number[]> {
  const times: number[] = []
  let next = first
  const one = async (): Promise<void> => {
    while (next < first + count) {
      const begin = performance.now()
      const { statusCode, body } = await pool.request(webhook(next++))
      await body.dump()
      if (statusCode !== 200) throw new Error(`The handler answered ${statusCode}.`)
      times.push(performance.now() - begin)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return times
}
