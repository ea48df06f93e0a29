import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { FOLDER } from './built'

const ROOT = path.join(__dirname, '../..')
/** Below the project: the command looks for its package's own files from where it stands. */
const CACHE = path.join(ROOT, 'node_modules/.cache')

/** A program looks for it in its own folder. */
const READING_THREAD = 'host/import/reading-thread.ts'

/** What tests start as processes: compiled here, each starts in a third of the time that its source takes. */
const PROGRAMS = {
  cli: 'host/cli.ts',
  serve: '__tests__/runtime/support/serve-process.ts',
  'reading-thread': READING_THREAD,
  'soak/runner': 'bench/soak/runner.ts',
  'soak/reading-thread': READING_THREAD,
  'soak/vendors': 'bench/soak/vendors.ts'
}

/** Jest's global setup: builds, once for all test files, what `scripts/bundle.mjs` writes and the programs that tests start. */
export default async function buildOnce(): Promise<void> {
  mkdirSync(CACHE, { recursive: true })
  const folder = mkdtempSync(path.join(CACHE, 'heap-appcues-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.env[FOLDER] = folder
  await Promise.all([
    promisify(execFile)(process.execPath, [path.join(ROOT, 'scripts/bundle.mjs'), '--outdir', folder]),
    build({
      absWorkingDir: ROOT,
      entryPoints: PROGRAMS,
      outdir: folder,
      bundle: true,
      platform: 'node',
      target: 'node20',
      logLevel: 'error'
    })
  ])
}
