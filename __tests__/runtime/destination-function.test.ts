import * as source from '../../src/runtime/destination-function'
import { RetryError, ValidationError } from './support/built'
import type { DeployedFunction } from './support/built'
import { fiveSeconds } from './support/five-seconds'
import type { FakeTime } from './support/five-seconds'
import { functionCases } from './support/function-cases'

/** The function's own source, with Segment's globals put beside Node's. */
function fromSource(fetch: unknown, { now, setTimeout }: FakeTime = {}): DeployedFunction {
  const log: string[] = []
  const write = (...words: unknown[]): void => void log.push(words.map(String).join(' '))
  jest.spyOn(console, 'error').mockImplementation(write)
  if (now) jest.spyOn(Date, 'now').mockImplementation(now)
  if (setTimeout) jest.spyOn(globalThis, 'setTimeout').mockImplementation(setTimeout as never)
  Object.assign(globalThis, { fetch, RetryError, ValidationError })
  return { ...(source as unknown as Omit<DeployedFunction, 'log'>), log }
}

const NODES_FETCH = globalThis.fetch
afterEach(() => {
  jest.restoreAllMocks()
  globalThis.fetch = NODES_FETCH
})

describe('the function, from its source', () => functionCases((fetch) => fromSource(fetch)))

describe('the five seconds', () => fiveSeconds(fromSource))
