import type { Region } from '../vendors'
import type { Origin } from './state'

/** One environment of the sandbox's Heap account. */
export interface HeapApp {
  /** Where its data lives; data sent to the other region is lost. Left out: taken from both. */
  region?: Region
  /** The API key of a main environment, for deletions. */
  apiKey?: string
}

/** The main environment that a sandbox has by default. */
export const HEAP_APP_ID = '1234567890'
export const HEAP_API_KEY = 'heap-sandbox-api-key'

/** The environments by id; without a list, every id of digits is one that takes data. */
export class HeapApps {
  constructor(private readonly listed?: Record<string, HeapApp>) {}

  /** Whether data of this origin is kept. Heap responds 200 in both cases. */
  keeps({ appId, region }: Origin): boolean {
    if (!this.listed) return /^\d+$/.test(appId)
    const app = this.find(appId)
    return app !== undefined && (app.region === undefined || region === undefined || app.region === region)
  }

  isKey(appId: string, apiKey: string): boolean {
    const key = this.listed ? this.find(appId)?.apiKey : appId === HEAP_APP_ID ? HEAP_API_KEY : undefined
    return key !== undefined && key === apiKey
  }

  private find(appId: string): HeapApp | undefined {
    return this.listed && Object.hasOwn(this.listed, appId) ? this.listed[appId] : undefined
  }
}
