/**
 * Everything that needs no test runner, two lists side by side: each script by its npm name, until one of its list fails.
 * What a script says is printed when it fails.
 *
 *   node scripts/check.mjs
 */
import { spawn } from 'node:child_process'

/** The build is not among them: a test packs a clean copy, and that builds it. */
const LISTS = [['lint'], ['format', 'types', 'generated']]

const run = (name) =>
  new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
    child.on('close', (code) => {
      if (code !== 0) console.error(`npm run ${name} failed:\n${said}`)
      resolve(code === 0)
    })
  })

const passed = await Promise.all(
  LISTS.map(async (list) => {
    for (const name of list) if (!(await run(name))) return false
    return true
  })
)
process.exitCode = passed.every(Boolean) ? 0 : 1
