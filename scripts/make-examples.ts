import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeHistory } from './examples/history'

/** Writes `examples/appcues-export.ndjson`, or with `--check` compares it with what would be written. */
const FILE = join(__dirname, '..', 'examples', 'appcues-export.ndjson')

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== makeHistory()) {
    console.error('examples/appcues-export.ndjson is not what scripts/make-examples.ts writes. Run it without --check.')
    process.exitCode = 1
  }
} else {
  writeFileSync(FILE, makeHistory())
}
