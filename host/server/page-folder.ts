import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where the built page lies, seen from the package as it is installed and from its source alike. */
export function pageFolder(): string {
  let root = __dirname
  while (!existsSync(join(root, 'package.json'))) root = dirname(root)
  return join(root, 'dist', 'host', 'page')
}
