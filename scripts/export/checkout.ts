import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { folder } from './places'

/** What an earlier export wrote: path below the folder of all destinations, and a hash of the text. */
export type ExportRecord = Record<string, string>

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

export const readRecord = (file: string | undefined): ExportRecord =>
  file !== undefined && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ExportRecord) : {}

export function writeRecord(file: string | undefined, record: ExportRecord): void {
  if (file !== undefined) writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`)
}

/** Where the record of a checkout stands: with git, so that it is never committed. Undefined without git. */
function recordFile(root: string): string | undefined {
  const git = path.join(root, '.git')
  if (!existsSync(git)) return undefined
  const folder = statSync(git).isDirectory() ? git : /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1]
  return folder && path.join(path.resolve(root, folder), 'heap-appcues-export.json')
}

const PACKAGE = 'packages/destination-actions'

/** A checkout of Segment's repository, as far as the export touches it: absolute paths. */
export interface Checkout {
  root: string
  /** Folder of all destinations; the destination's own folder goes below it. */
  destinations: string
  /** The file in there that registers them. */
  index: string
  /** Where an export remembers what it wrote; undefined without git. */
  record: string | undefined
}

/** What is wrong with the folder that was given, in a sentence for the terminal. */
export class CheckoutError extends Error {
  override name = 'CheckoutError'
}

/**
 * The checkout at a path.
 *
 * @throws CheckoutError when the folder is no checkout of Segment's repository, or holds another destination of our name
 */
export function openCheckout(root: string): Checkout {
  const destinations = path.join(root, PACKAGE, 'src/destinations')
  const index = path.join(destinations, 'index.ts')
  const missing = !existsSync(root)
    ? 'there is no such folder'
    : packageName(path.join(root, PACKAGE, 'package.json')) !== '@segment/action-destinations'
      ? `${PACKAGE}/package.json is not that of @segment/action-destinations`
      : !existsSync(index) || !/^function register\(/m.test(readFileSync(index, 'utf8'))
        ? `${PACKAGE}/src/destinations/index.ts does not register destinations`
        : undefined
  if (missing) {
    throw new CheckoutError(
      `${root} is not a checkout of Segment’s action-destinations: ${missing}. Give the folder that "git clone" made.`
    )
  }
  assertOurs(path.join(destinations, folder))
  return { root, destinations, index, record: recordFile(root) }
}

function packageName(file: string): unknown {
  if (!existsSync(file)) return undefined
  return (JSON.parse(readFileSync(file, 'utf8')) as { name?: unknown }).name
}

const hasFiles = (folder: string): boolean =>
  existsSync(folder) &&
  readdirSync(folder, { recursive: true, withFileTypes: true }).some((entry) => !entry.isDirectory())

function assertOurs(target: string): void {
  const index = path.join(target, 'index.ts')
  if (!hasFiles(target) || (existsSync(index) && readFileSync(index, 'utf8').includes(`'actions-${folder}'`))) return
  throw new CheckoutError(
    `${target} holds something else than this destination. Move it away, or start from a clean checkout.`
  )
}
