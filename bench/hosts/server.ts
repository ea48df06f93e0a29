import { setTimeout as sleep } from 'node:timers/promises'
import { startServer } from '../../host/serve/server'
import { createHandler } from '../../src/runtime/handler'
import { respondToParent } from '../process/messages'

export interface Usage {
  /** Microseconds of CPU since the process began. */
  cpu: number
  /** Bytes at the highest. */
  memory: number
}

export interface HandlerProcess {
  start: (options: { secret: string; latency: number }) => Promise<string>
  usage: () => Promise<Usage>
}

const HOST = '127.0.0.1'
const JSON_TYPE = { 'content-type': 'application/json' }

/** `serve` with vendors that take their time and cost nothing. */
respondToParent<HandlerProcess>({
  start: async ({ secret, latency }) => {
    const fetch = async (): Promise<Response> => {
      await sleep(latency)
      return new Response('{}', { headers: JSON_TYPE })
    }
    const handler = createHandler({
      settings: { heapAppId: '11' },
      sources: { appcuesWebhook: { webhookSecrets: [secret] } },
      fetch
    })
    return (await startServer(handler, HOST, 0)).url
  },
  usage: async () => {
    const { user, system } = process.cpuUsage()
    return { cpu: user + system, memory: process.resourceUsage().maxRSS * 1024 }
  }
})
