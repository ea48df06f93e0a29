import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Checkout } from './checkout'
import { filesBelow } from './files'
import { folder, source } from './places'
import { hashOf, readRecord } from './record'
import type { ExportRecord } from './record'
import { withRegistration } from './register'
import { isSameCode } from './same-code'
import { testFiles } from './test-files'

/** What an export does to a checkout. Files by path below the folder of all destinations there. */
export interface Plan {
  added: Map<string, string>
  changed: Map<string, string>
  /** There already, or laid out otherwise by the formatter there. */
  same: string[]
  /** Written by an earlier export, unchanged since, and no longer part of it. */
  removed: string[]
  /** In the destination's folder, and not ours to remove. */
  notOurs: string[]
  /** Tests that cannot run there, with the reason. */
  leftHere: Map<string, string>
  record: ExportRecord
}

/**
 * Compares what belongs there with what is there; changes nothing.
 *
 * @param id the id that Segment gave the destination: with one it is registered
 */
export function planExport(root: string, checkout: Checkout, id: string | undefined): Plan {
  const tests = testFiles(root)
  const own = filesBelow(root, source).map((file): [string, string] => [
    file.slice(source.length + 1),
    readFileSync(path.join(root, file), 'utf8')
  ])
  const wanted = new Map([...own, ...tests.files].map(([file, text]) => [`${folder}/${file}`, text]))
  const record = Object.fromEntries([...wanted].map(([file, text]) => [file, hashOf(text)]))
  if (id !== undefined) wanted.set('index.ts', withRegistration(readFileSync(checkout.index, 'utf8'), id))
  return { ...compare(checkout, wanted), ...strays(checkout, wanted), leftHere: tests.leftHere, record }
}

function compare({ destinations }: Checkout, wanted: Map<string, string>): Pick<Plan, 'added' | 'changed' | 'same'> {
  const added = new Map<string, string>()
  const changed = new Map<string, string>()
  const same: string[] = []
  for (const [file, text] of wanted) {
    const target = path.join(destinations, file)
    const there = existsSync(target) ? readFileSync(target, 'utf8') : undefined
    if (there === undefined) added.set(file, text)
    else if (there === text || (file.endsWith('.ts') && isSameCode(there, text))) same.push(file)
    else changed.set(file, text)
  }
  return { added, changed, same }
}

function strays({ destinations, record }: Checkout, wanted: Map<string, string>): Pick<Plan, 'removed' | 'notOurs'> {
  const written = readRecord(record)
  const isOurs = (file: string): boolean =>
    written[file] === hashOf(readFileSync(path.join(destinations, file), 'utf8'))
  const files = filesBelow(destinations, folder).filter((file) => !wanted.has(file))
  return { removed: files.filter(isOurs), notOurs: files.filter((file) => !isOurs(file)) }
}
