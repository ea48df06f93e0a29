/**
 * Writes what cannot come from the TypeScript compiler: each function as one plain script to paste into Segment, the handler as
 * one module, and the page of the local host.
 *
 *   node scripts/bundle.mjs [--outdir dist] [--only page|functions|runtime]
 */
import { cp, mkdir, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { compileFunction, Script } from 'node:vm'
import { build } from 'esbuild'
import { bundleRuntime } from './bundle/runtime.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const { values: options } = parseArgs({
  options: { outdir: { type: 'string', default: join(root, 'dist') }, only: { type: 'string' } }
})

/** A deployed function has no modules; Node's crypto is a global there. Any other import fails the build. */
const segmentGlobals = {
  name: 'segment-globals',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?crypto$/ }, () => ({ path: 'crypto', namespace: 'global' }))
    onLoad({ filter: /^/, namespace: 'global' }, () => ({
      contents: 'export const { createHash, createHmac, timingSafeEqual } = crypto'
    }))
  }
}

/** One source function as a script whose `onRequest` is a top-level function, without import, export or require. */
async function functionScript(source) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`src/sources/${source.name}/on-request.ts`],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    charset: 'utf8',
    plugins: [segmentGlobals]
  })
  const code = outputFiles[0].text.replace(/^export \{\s*onRequest\s*\};\s*$/m, '')
  const script = `${headComment(source)}\n${code}`
  new Script(script, { filename: `${source.name}.js` }) // a script cannot hold import or export: they are syntax errors
  const bad = [/\brequire\(/, /\bimport\(/, /\bprocess\./].filter((pattern) => pattern.test(code))
  if (bad.length > 0) throw new Error(`${source.name} uses what a deployed function does not have: ${bad.join(', ')}`)
  if (!/^async function onRequest\(/m.test(code)) throw new Error(`${source.name} has no top-level onRequest`)
  return script
}

function headComment({ name, settings }) {
  const rows = Object.entries(settings).map(([key, setting]) => {
    const type = { array: 'Array', boolean: 'Boolean' }[setting.type] ?? 'Text'
    const facts = [
      type,
      setting.sensitive && 'encrypted',
      setting.default !== undefined && `default: ${setting.default}`
    ]
    return ` *   ${key} (${facts.filter(Boolean).join(', ')})\n *     ${setting.description}`
  })
  return [
    '/**',
    ` * ${name}: a Segment source function. Paste this file into a new source function, and add these settings`,
    ' * (name as written here; all are optional):',
    ' *',
    ...rows,
    ' */'
  ].join('\n')
}

/** What a TypeScript file of the project exports. */
async function read(file) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node'
  })
  const module = { exports: {} }
  compileFunction(outputFiles[0].text, ['module', 'exports', 'require'])(
    module,
    module.exports,
    createRequire(import.meta.url)
  )
  return module.exports
}

async function bundleFunctions(outdir) {
  await mkdir(outdir, { recursive: true })
  const { sources } = await read('src/sources/index.ts')
  for (const source of Object.values(sources)) {
    await writeFile(join(outdir, `${source.name}.js`), await functionScript(source))
  }
}

/** The page of the local host, with everything it needs in two files beside it. */
async function bundlePage(outdir) {
  const page = join(root, 'host', 'page')
  const exists = await stat(join(page, 'index.tsx')).catch(() => undefined)
  if (!exists) return
  await build({
    entryPoints: { app: join(page, 'index.tsx') },
    outdir,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    loader: { '.svg': 'dataurl', '.woff2': 'dataurl' }
  })
  await cp(join(page, 'index.html'), join(outdir, 'index.html'))
}

const parts = {
  functions: () => bundleFunctions(join(options.outdir, 'functions')),
  runtime: () => bundleRuntime(root, options.outdir, read),
  page: () => bundlePage(join(options.outdir, 'host', 'page'))
}
for (const part of options.only ? [options.only] : Object.keys(parts)) await parts[part]()
