import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'

export type Environment = Readonly<Record<string, string | undefined>>

/** The environment of the process over the `.env` file of the folder it runs in; the file never changes the process. */
export function readEnvironment(path = '.env'): Environment {
  return { ...parseEnv(textOf(path)), ...process.env }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
