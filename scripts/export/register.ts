import { folder } from './places'

/** Stands where Segment's own id of the destination goes, until Segment has given one. */
export const PLACEHOLDER_ID = '0'.repeat(24)

const REGISTERED = new RegExp(`^register\\('([^']*)', './${folder}'\\)$`, 'm')

/** The id under which the text registers the destination. */
export const registeredId = (text: string): string | undefined => REGISTERED.exec(text)?.[1]

/** Segment's list of destinations with ours at its end; an id that already stands there stays unless another is given. */
export function withRegistration(text: string, id: string | undefined): string {
  const line = `register('${id ?? registeredId(text) ?? PLACEHOLDER_ID}', './${folder}')`
  if (REGISTERED.test(text)) return text.replace(REGISTERED, line)
  const last = [...text.matchAll(/^register\(.*\)$/gm)].pop()
  const end = last ? last.index + last[0].length : text.search(/^function register\(/m)
  return last
    ? `${text.slice(0, end)}\n${line}${text.slice(end)}`
    : `${text.slice(0, end)}${line}\n\n${text.slice(end)}`
}
