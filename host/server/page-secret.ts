import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = '.heap-appcues'

/**
 * What the page's cookie is made of, kept in this folder and for this user alone, so that pages that are open find their way back
 * after a restart. Undefined where it cannot be kept: they are opened anew then.
 */
export function pageSecret(folder = FOLDER): string | undefined {
  const path = join(folder, 'page-secret')
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return made(folder, path)
  }
}

function made(folder: string, path: string): string | undefined {
  const secret = randomBytes(32).toString('base64url')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, '.gitignore'), '*\n')
    writeFileSync(path, secret, { mode: 0o600, flag: 'wx' })
    return secret
  } catch {
    return undefined
  }
}
