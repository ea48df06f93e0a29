import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { builtFile } from './built'

export interface CliEnd {
  code: number | null
  out: string
  err: string
}

/**
 * Runs the command line as its own process, in a folder and with an environment of its own.
 *
 * @param stdin an opened file, as the shell's `<` gives one
 */
export function runCli(
  args: readonly string[],
  cwd: string,
  environment: Record<string, string> = {},
  stdin: 'pipe' | number = 'pipe'
): { child: ChildProcess; ended: Promise<CliEnd> } {
  const env = { PATH: process.env.PATH, ...environment }
  const child = spawn(process.execPath, [builtFile('cli.js'), ...args], {
    cwd,
    env,
    stdio: [stdin, 'pipe', 'pipe']
  })
  let out = ''
  let err = ''
  child.stdout?.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (err += text.toString()))
  const ended = new Promise<CliEnd>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return { child, ended }
}
