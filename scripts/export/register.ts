import { folder } from './places'

const REGISTERED = new RegExp(`^register\\('[^']*', './${folder}'\\)$`, 'm')

/** Segment's list of destinations with ours under this id: in its place when it stands there already, else at the end. */
export function withRegistration(text: string, id: string): string {
  const line = `register('${id}', './${folder}')`
  if (REGISTERED.test(text)) return text.replace(REGISTERED, line)
  const last = [...text.matchAll(/^register\(.*\)$/gm)].pop()
  const end = last ? last.index + last[0].length : text.search(/^function register\(/m)
  return last
    ? `${text.slice(0, end)}\n${line}${text.slice(end)}`
    : `${text.slice(0, end)}${line}\n\n${text.slice(end)}`
}
