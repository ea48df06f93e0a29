/** The value of `token` in an address's query, or nothing. A deployed function has no `URL` to take it apart with. */
export function urlToken(url: string): string {
  const [, value = ''] = /[?&]token=([^&#]*)/.exec(url) ?? []
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
