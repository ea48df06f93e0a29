import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Checkout } from './checkout'
import { filesBelow } from './files'
import { folder, source } from './places'
import { withRegistration } from './register'
import { testFiles } from './test-files'

/** What an export does to a checkout. Files by path below the folder of all destinations there. */
export interface Plan {
  added: Map<string, string>
  changed: Map<string, string>
  same: string[]
  /** Left by an earlier export, and no longer part of it. */
  removed: string[]
  /** Tests that cannot run there, with the reason. */
  leftHere: Map<string, string>
  /** The file that registers all destinations, with ours. */
  registration: string
}

/** Snapshots are written there, by the Jest there. */
const isSnapshot = (file: string): boolean => file.includes('/__snapshots__/')

/** Compares what belongs there with what is there; changes nothing. */
export function planExport(root: string, checkout: Checkout, id: string | undefined): Plan {
  const tests = testFiles(root)
  const own = filesBelow(root, source).map((file): [string, string] => [
    file.slice(source.length + 1),
    readFileSync(path.join(root, file), 'utf8')
  ])
  const wanted = new Map([...own, ...tests.files].map(([file, text]) => [`${folder}/${file}`, text]))
  const registration = withRegistration(readFileSync(checkout.index, 'utf8'), id)
  wanted.set('index.ts', registration)
  return { ...compare(checkout, wanted), leftHere: tests.leftHere, registration }
}

function compare({ destinations }: Checkout, wanted: Map<string, string>): Omit<Plan, 'leftHere' | 'registration'> {
  const added = new Map<string, string>()
  const changed = new Map<string, string>()
  const same: string[] = []
  for (const [file, text] of wanted) {
    const target = path.join(destinations, file)
    if (!existsSync(target)) added.set(file, text)
    else if (readFileSync(target, 'utf8') === text) same.push(file)
    else changed.set(file, text)
  }
  const removed = filesBelow(destinations, folder).filter((file) => !wanted.has(file) && !isSnapshot(file))
  return { added, changed, same, removed }
}
