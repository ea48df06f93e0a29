import type { ActionDefinition, DestinationDefinition, RequestClient, RequestOptions } from '@segment/actions-core'
import type { Inputs } from './templates'

/** One request as it leaves PostHog's pipeline. */
export interface Sent {
  url: string
  method: string
  headers: Record<string, string>
  body: string | undefined
}

export interface Answer {
  status: number
  body?: string
}

/**
 * Runs one action as PostHog's pipeline does: `perform` alone, settings and fields as one object, and a request function
 * of its own, which knows `json`, texts as `body`, `headers` and `searchParams`, calls every text JSON, and never throws
 * for an HTTP error.
 *
 * @param answer what the vendor says; throws for a broken connection
 */
export async function run(
  definition: DestinationDefinition<never>,
  inputs: Inputs,
  answer: (sent: Sent) => Answer = () => ({ status: 200, body: '{}' })
): Promise<Sent[]> {
  const sent: Sent[] = []
  const request = async (endpoint: string, options: RequestOptions = {}): Promise<unknown> => {
    const one = toSent(endpoint, options)
    sent.push(one)
    return toResponse(answer(one))
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

function toResponse({ status, body = '' }: Answer): object {
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
