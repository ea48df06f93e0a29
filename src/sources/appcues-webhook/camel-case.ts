const SNAKE_CASE = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/

/** `flow_id` as `flowId`; keys of any other shape stay as they are. */
export const camelCase = (key: string): string =>
  SNAKE_CASE.test(key) ? key.replace(/_([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()) : key
