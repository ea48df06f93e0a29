import type { ActionDefinition, AudienceDestinationDefinition, RequestClient } from '@segment/actions-core'

type Action<Settings> = ActionDefinition<Settings>

/**
 * The same destination, every request of which goes through the client that `wrap` makes: how this host watches what leaves,
 * and how it looks at what would leave without sending it. The destination itself knows nothing of either.
 */
export function withClient<Settings, AudienceSettings>(
  definition: AudienceDestinationDefinition<Settings, AudienceSettings>,
  wrap: (request: RequestClient) => RequestClient
): AudienceDestinationDefinition<Settings, AudienceSettings> {
  const actions = Object.entries(definition.actions).map(([key, action]): [string, Action<Settings>] => [
    key,
    withWrappedActions(action as Action<Settings>, wrap)
  ])
  return {
    ...definition,
    actions: Object.fromEntries(actions) as typeof definition.actions,
    audienceConfig: withWrappedAudience(definition.audienceConfig, wrap)
  }
}

function withWrappedActions<Settings>(
  action: Action<Settings>,
  wrap: (request: RequestClient) => RequestClient
): Action<Settings> {
  const { perform, performBatch } = action
  return {
    ...action,
    perform: (request, data): unknown => perform(wrap(request), data),
    performBatch: performBatch && ((request, data) => performBatch(wrap(request), data))
  }
}

function withWrappedAudience<Config extends object>(
  config: Config,
  wrap: (request: RequestClient) => RequestClient
): Config {
  type Call = (request: RequestClient, input: unknown) => unknown
  const calls = Object.entries(config).map(([key, value]: [string, unknown]): [string, unknown] => [
    key,
    typeof value === 'function'
      ? (request: RequestClient, input: unknown) => (value as Call)(wrap(request), input)
      : value
  ])
  return Object.fromEntries(calls) as Config
}
