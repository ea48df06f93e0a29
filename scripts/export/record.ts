import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What an earlier export wrote: path below the folder of all destinations, and a hash of the text. */
export type ExportRecord = Record<string, string>

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export const readRecord = (file: string | undefined): ExportRecord =>
  file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ExportRecord) : {}

export function writeRecord(file: string | undefined, record: ExportRecord): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
}

/** Where the record of a checkout stands: with git, so that it is never committed. Undefined without git. */
export function recordFile(root: string): string | undefined {
  const git = path.join(root, '.git')
  if (!existsSync(git)) return undefined
  const folder = statSync(git).isDirectory() ? git : /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1]
  return folder && path.join(path.resolve(root, folder), 'heap-appcues-export.json')
}
