import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventsDocument } from './examples/events-document'
import { makeHistory } from './examples/history'

const FOLDER = join(__dirname, '..', 'examples')
const FILES: Record<string, () => string> = {
  'appcues-export.ndjson': makeHistory,
  'events.md': eventsDocument
}

/** Writes the generated files of `examples/`, or with `--check` compares them with what would be written. */
for (const [name, make] of Object.entries(FILES)) {
  const file = join(FOLDER, name)
  if (!process.argv.includes('--check')) writeFileSync(file, make())
  else if (readFileSync(file, 'utf8') !== make()) {
    console.error(`examples/${name} is not what scripts/make-examples.ts writes. Run it without --check.`)
    process.exitCode = 1
  }
}
