import type {
  ActionDefinition,
  DestinationDefinition,
  InputField,
  Preset,
  RequestClient,
  RequestOptions,
  SegmentEvent
} from '@segment/actions-core'
import get from 'lodash/get'

/** Settings and fields of one run in one object, as PostHog's pipeline passes them. */
type Inputs = Record<string, unknown>

type Directive = { '@path'?: string; '@if'?: { exists: unknown; then: unknown; else: unknown } }

/** Fields that the pipeline does not offer. */
const NOT_OFFERED = ['use_batch_endpoint', 'batch_size', 'enable_batching']

/** Of a preset it makes a template when it is automatic and has a trigger. */
export const templatesOf = (definition: DestinationDefinition<never>): Preset[] =>
  (definition.presets ?? []).filter((preset) => preset.type === 'automatic' && triggerOf(preset) !== '')

export const triggerOf = (preset: Preset): string => ('subscribe' in preset ? (preset.subscribe ?? '') : '')

/** The trigger is put into its own query by exchanging words; only this spelling means there what it means here. */
export const isUnderstoodTrigger = (subscribe: string): boolean =>
  /^type = "track" and event = "[^"]+"$/.test(subscribe)

/** What one mapping of the pipeline hands to an action. Everything that is not looked up in the event is text. */
export function inputsOf(
  definition: DestinationDefinition<never>,
  { partnerAction, mapping = {} }: Pick<Preset, 'partnerAction' | 'mapping'>,
  settings: Record<string, string>,
  event: Partial<SegmentEvent>
): Inputs {
  const fields = Object.entries(definition.actions[partnerAction].fields).filter(([key]) => !NOT_OFFERED.includes(key))
  return {
    ...Object.fromEntries(
      Object.entries(definition.authentication?.fields ?? {}).map(([key, field]) => [key, text(field.default)])
    ),
    ...settings,
    debug_mode: 'false',
    internal_partner_action: partnerAction,
    ...Object.fromEntries(fields.map(([key, field]) => [key, fieldInput(key, field, mapping, event)]))
  }
}

/** Of an object that is not one path, only the declared sub-fields are offered, each with its own default. */
function fieldInput(key: string, field: InputField, mapping: Inputs, event: Partial<SegmentEvent>): unknown {
  const isWhole = typeof get(field.default, '@path') === 'string'
  if (field.type !== 'object' || isWhole) return valueOf(key in mapping ? mapping[key] : field.default, event)
  const subFields = Object.keys(field.properties ?? {}).map((sub): [string, unknown] => {
    const said: unknown = get(mapping, [key, sub]) ?? get(field.default, sub)
    return [sub, valueOf(said, event)]
  })
  return Object.fromEntries(subFields)
}

function valueOf(said: unknown, event: Partial<SegmentEvent>): unknown {
  if (typeof said !== 'object' || said === null) return text(said)
  const { '@path': path, '@if': condition } = said as Directive
  if (path !== undefined) return lookUp(path, event)
  if (condition && JSON.stringify(condition.exists) === JSON.stringify(condition.then)) {
    return [condition.then, condition.else].map((one) => plainPath(one, event)).find((value) => value !== '') ?? ''
  }
  return JSON.stringify(said)
}

/** Inside a condition it knows a path and a text; anything nested spoils the whole template. */
function plainPath(said: unknown, event: Partial<SegmentEvent>): unknown {
  const path: unknown = get(said, '@path')
  if (typeof path === 'string') return lookUp(path, event)
  if (typeof said === 'string') return said
  throw new TypeError(`PostHog’s pipeline cannot read ${JSON.stringify(said)} inside a condition.`)
}

/** What is not there is an empty text. */
const lookUp = (path: string, event: Partial<SegmentEvent>): unknown =>
  (get(event, path.replace('$.', '')) as unknown) ?? ''

const text = (value: unknown): unknown => {
  if (value === undefined || typeof value === 'string') return value ?? ''
  return JSON.stringify(value)
}

/** One request as it leaves PostHog's pipeline. */
export interface Sent {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
}

export interface FakeResponse {
  status: number
  body?: string
}

/**
 * Runs one action as PostHog's pipeline does: `perform` alone, settings and fields as one object, and a request function
 * of its own, which knows `json`, texts as `body`, `headers` and `searchParams`, calls every text JSON, and never throws
 * for an HTTP error.
 *
 * @param respond what the vendor says; throws for a broken connection
 */
export async function run(
  definition: DestinationDefinition<never>,
  inputs: Inputs,
  respond: (sent: Sent) => FakeResponse = () => ({ status: 200, body: '{}' })
): Promise<Sent[]> {
  const sent: Sent[] = []
  const request = async (endpoint: string, options: RequestOptions = {}): Promise<unknown> => {
    const one = toSent(endpoint, options)
    sent.push(one)
    return toResponse(respond(one))
  }
  const action = definition.actions[String(inputs.internal_partner_action)] as unknown as ActionDefinition<
    Inputs,
    Inputs
  >
  const data = { payload: inputs, settings: inputs } as unknown as Parameters<typeof action.perform>[1]
  await action.perform(request as unknown as RequestClient, data)
  return sent
}

function toSent(endpoint: string, { method = 'GET', headers, json, body, searchParams }: RequestOptions): Sent {
  const query = new URLSearchParams(searchParams as Record<string, string>).toString()
  const isJson = Boolean(json) || typeof body === 'string'
  return {
    url: query ? `${endpoint}?${query}` : endpoint,
    method: method.toUpperCase(),
    headers: { ...(headers as Record<string, string>), ...(isJson ? { 'Content-Type': 'application/json' } : {}) },
    body: json ? JSON.stringify(json) : typeof body === 'string' ? body : undefined
  }
}

function toResponse({ status, body = '' }: FakeResponse): object {
  const isOk = status >= 200 && status < 300
  return {
    ok: isOk,
    status,
    data: parsed(body),
    content: body,
    headers: new Headers(),
    statusText: `Status: ${status}`
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown
  } catch {
    return undefined
  }
}
