/** A request as a shell command. Credentials are not in it: `headers` holds none, and the command says where to put them. */
export function curlOf(method: string, url: string, headers: Record<string, string>, body: string | undefined): string {
  const parts = [`curl -X ${method} ${quoted(url)}`]
  if (isAppcues(url)) parts.push('-u "$APPCUES_API_KEY:$APPCUES_API_SECRET"')
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (body !== undefined) parts.push(`--data-raw ${quoted(body)}`)
  return parts.join(' \\\n  ')
}

const isAppcues = (url: string): boolean => new URL(url).hostname.endsWith('appcues.com')

const quoted = (text: string): string => `'${text.split("'").join(`'\\''`)}'`
