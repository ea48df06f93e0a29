import { thousands } from '../lib/format'

/** What follows the number of a person's events, where only the newest are listed. */
export const listedOf = ({ events, log }: { events: number; log: readonly unknown[] }): string => {
  if (log.length >= events) return ''
  return log.length === 0
    ? ', none of them among the newest that are kept'
    : `, the newest ${thousands(log.length)} below`
}
