/**
 * Builds `dist/` in a folder of its own and puts it into place at the end, so that a running host never finds half of it.
 *
 *   node scripts/build.mjs
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const dist = join(root, 'dist')

/** The entry for `import`. Were it the CommonJS one, its default export would arrive wrapped in another. */
const ENTRY = `export { definition as default, definition, Destination, events, sources } from './src/index.js'
`

const run = (script, ...args) =>
  execFileSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' })

const fresh = mkdtempSync(join(root, '.dist-'))
process.on('exit', () => rmSync(fresh, { recursive: true, force: true }))
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', fresh)
run('scripts/bundle.mjs', '--outdir', fresh)
writeFileSync(join(fresh, 'index.mjs'), ENTRY)
writeFileSync(join(fresh, 'index.d.mts'), ENTRY)

const old = `${fresh}-old`
if (existsSync(dist)) renameSync(dist, old)
renameSync(fresh, dist)
rmSync(old, { recursive: true, force: true })
