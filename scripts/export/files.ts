import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Every file below a folder, by path below `root`, with forward slashes, sorted. Empty when there is no such folder. */
export function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return []
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}
