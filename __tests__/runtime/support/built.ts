import crypto from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createContext, Script } from 'node:vm'
import lodash from 'lodash'
import type { SegmentEvent } from '@segment/actions-core'
import type { createHandler } from '../../../src/runtime/handler'
import { builtFile } from '../../support/built'

export const functionCode = (): string => readFileSync(builtFile('functions/heap-appcues.js'), 'utf8')

/** The handler as a program gets it that installed the package. */
export function builtHandler(): typeof createHandler {
  const load = createRequire(__filename) as (file: string) => { createHandler: typeof createHandler }
  return load(builtFile('handler.js')).createHandler
}

export class RetryError extends Error {}
export class ValidationError extends Error {}

type SingleHandler = (event: SegmentEvent, settings: Record<string, unknown>) => Promise<void>

export interface DeployedFunction {
  onBatch: (
    events: SegmentEvent[],
    settings: Record<string, unknown>
  ) => Promise<{ status: number; errormessage?: string }[]>
  onTrack: SingleHandler
  onIdentify: SingleHandler
  onPage: SingleHandler
  onScreen: SingleHandler
  onGroup: SingleHandler
  onAlias: SingleHandler
  onDelete: SingleHandler
  /** What it wrote to the console. */
  log: string[]
}

/**
 * The function in a context that has the documented globals only, and cannot make code from text.
 *
 * @param more globals beyond the documented ones
 */
export function deployFunction(fetch: unknown, more: Record<string, unknown> = {}): DeployedFunction {
  const log: string[] = []
  const write = (...words: unknown[]): void => void log.push(words.map(String).join(' '))
  const globals = {
    fetch,
    crypto,
    Buffer,
    URL,
    _: lodash,
    cache: { load: () => undefined, delete: () => undefined },
    console: { log: write, error: write, warn: write, info: write },
    RetryError,
    EventNotSupported: class extends Error {},
    InvalidEventPayload: class extends Error {},
    ValidationError,
    ...more
  }
  const context = createContext(globals, { codeGeneration: { strings: false, wasm: false } })
  new Script(functionCode(), { filename: 'heap-appcues.js' }).runInContext(context)
  return { ...(context as unknown as Omit<DeployedFunction, 'log'>), log }
}
