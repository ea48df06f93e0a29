import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The folder of this package: a built file lies a folder deeper in it than its source. */
export function packageRoot(): string {
  let folder = __dirname
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}
