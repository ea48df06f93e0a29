import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBetween } from '../report/markdown'
import { onStage, questions } from './questions'

const FILE = join(__dirname, '..', '..', 'docs', 'plays.md')

/** The answer to each question, as Markdown. */
function answers(): Promise<[string, string][]> {
  const folder = mkdtempSync(join(tmpdir(), 'heap-appcues-plays-'))
  const answerAll = onStage(folder, async (stage) => {
    const all: [string, string][] = []
    for (const [name, answer] of Object.entries(questions)) all.push([name, await answer(stage)])
    return all
  })
  return answerAll.finally(() => rmSync(folder, { recursive: true, force: true }))
}

/** `npm run plays [-- --write]`: runs the plays on the example history, and writes their numbers into docs/plays.md with `--write`. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' } } })
  for (const [name, text] of await answers()) {
    console.log(`${name}\n\n${text}\n`)
    if (values.write) writeBetween(FILE, name, text)
  }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
