/**
 * Bundles the runtime: the Destination Function as one plain script to paste, and the handler as one module that needs nothing
 * but Node's `crypto` and `Buffer`. Neither may hold what makes code at run time.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { build, transform } from 'esbuild'

/** Of the framework, what its host needs and our actions do not. All of it is dropped; nothing of ours may call it. */
const DROPPED = /^(?:ajv|ajv-formats|events|cross-fetch|dayjs|@lukeed\/uuid|btoa-lite)$/
/** A mapping here is ours and has no template; checking it would cost more than resolving it. */
const MAPPING_KIT = {
  './validate': 'export default () => undefined',
  './liquid-directive': 'export const evaluateLiquid = undefined, getLiquidKeys = undefined'
}
/** The runtime knows that a mapping has errors, and this is the class that would list them. */
const AGGREGATE_ERROR = 'export default class AggregateError extends Error {}'

const framework = {
  name: 'framework',
  setup({ onResolve, onLoad, resolve }) {
    const replaced = (path, contents) => ({ path, namespace: 'replaced', pluginData: contents, sideEffects: false })
    onLoad({ filter: /^/, namespace: 'replaced' }, ({ pluginData }) => ({ contents: pluginData }))
    onResolve({ filter: DROPPED }, ({ path }) => replaced(path, 'module.exports = {}'))
    onResolve({ filter: /^aggregate-error$/ }, ({ path }) => replaced(path, AGGREGATE_ERROR))
    onResolve({ filter: /^\.\/(?:validate|liquid-directive)$/ }, ({ path, importer }) =>
      /[\\/]mapping-kit[\\/]/.test(importer) ? replaced(path, MAPPING_KIT[path]) : undefined
    )
    // Its packages do not say so, but loading one of their files does nothing that another needs; the directives are the exception.
    onResolve({ filter: /^/ }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'resolving' || !/@segment|ts-custom-error/.test(path + importer)) return undefined
      const found = await resolve(path, { importer, resolveDir, kind, pluginData: 'resolving' })
      return { ...found, sideEffects: /[\\/]mapping-kit[\\/]index\.js$/.test(found.path) }
    })
  }
}

/** A deployed function has lodash as a global. */
const lodashGlobal = {
  name: 'lodash-global',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^lodash\// }, ({ path }) => ({ path: path.slice('lodash/'.length), namespace: 'lodash' }))
    onLoad({ filter: /^/, namespace: 'lodash' }, ({ path }) => ({ contents: `export default _.${path}` }))
  }
}

/** Ajv's code is nothing to read, and a fifth of the file: it goes in minified, apart from what people wrote. */
const VALIDATORS = 'src/runtime/core/generated-validators.ts'
const validatorsApart = {
  name: 'validators-apart',
  setup({ onLoad }) {
    onLoad({ filter: /generated-validators\.ts$/ }, () => ({
      contents: 'export const { validators, schemas } = generated'
    }))
  }
}

async function validatorsScript(root, target) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [VALIDATORS],
    write: false,
    bundle: true,
    format: 'iife',
    globalName: 'generated',
    target
  })
  const { code } = await transform(outputFiles[0].text, { minify: true, target })
  return code.trim()
}

const shape = (root) => ({
  absWorkingDir: root,
  bundle: true,
  write: false,
  charset: 'utf8',
  legalComments: 'none',
  platform: 'neutral',
  mainFields: ['module', 'main'],
  conditions: ['import', 'module']
})

/** The file to paste. Segment's older deployments run Node 18. */
export async function destinationFunction(root, head) {
  const target = 'es2020'
  const { outputFiles } = await build({
    ...shape(root),
    entryPoints: ['src/runtime/destination-function/index.ts'],
    format: 'esm',
    target,
    plugins: [validatorsApart, lodashGlobal, framework]
  })
  const code = (await withTabs(outputFiles[0].text)).replace(/^export \{([^}]*)\};\s*$/m, returned)
  const script = [
    head,
    HANDLERS.map(declaration).join('\n'),
    `const heapAppcues = (() => {\n${await validatorsScript(root, target)}\n\n${code}})()`
  ].join('\n\n')
  new Script(script, { filename: 'heap-appcues.js' }) // a script cannot hold import or export: they are syntax errors
  assertPlain('heap-appcues', script)
  return `${script}\n`
}

/** Indented by tabs, a tenth of the size, as long as that changes no text within the code. */
async function withTabs(code) {
  const tabbed = code.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2))
  const [before, after] = await Promise.all([code, tabbed].map((text) => transform(text, { minifyWhitespace: true })))
  if (before.code !== after.code) throw new Error('A text of several lines cannot be indented by tabs.')
  return tabbed
}

/** Segment looks for top-level declarations; all else stays within one function, where no name of ours can meet one of them. */
const HANDLERS = ['onTrack', 'onIdentify', 'onPage', 'onScreen', 'onGroup', 'onAlias', 'onDelete', 'onBatch']

function declaration(name) {
  const argument = name === 'onBatch' ? 'events' : 'event'
  return `async function ${name}(${argument}, settings) {\n  return heapAppcues.${name}(${argument}, settings)\n}`
}

/** `export { a, b as c }` as the result of a function. */
const returned = (_statement, names) => `return {${names.replace(/\b(\w+) as (\w+)/g, '$2: $1')}}\n`

function assertPlain(name, code) {
  const bad = [/\brequire\(/, /\bimport\(/, /\bprocess\b[.[]/, /\bnew Function\b/, /\beval\(/, /\bAbortController\b/]
  const found = bad.filter((pattern) => pattern.test(code))
  if (found.length > 0) throw new Error(`${name} uses what its hosts do not have: ${found.join(', ')}`)
}

/** The comment at the head of the file to paste. */
export function functionHead(settings) {
  const rows = Object.entries(settings).map(
    ([key, { type, label, description, sensitive }]) =>
      ` *   ${key} (${[type, sensitive && 'sensitive'].filter(Boolean).join(', ')}) ${label}\n *     ${description}`
  )
  return [
    '/**',
    ' * Heap and Appcues, both ways: a Segment Destination Function.',
    ' *',
    ' * 1. In Segment, open Connections > Catalog > Functions, choose New Function and then Destination.',
    ' * 2. Replace the code in the editor by all of this file.',
    ' * 3. Under Settings add those of the list below that you need, with the name and the type given there; none is required.',
    ' * 4. Save it, connect it to the source of your Appcues events or to Engage, and fill in the settings.',
    ' * 5. Send the event under "Test" and look at it in Heap; then turn the function on.',
    ' *',
    ' * The first block of code below was written by Ajv from the fields of the actions, and is minified. The rest is as it was',
    ' * compiled.',
    ' *',
    ' * Settings: name (type) label',
    ...rows,
    ' */'
  ].join('\n')
}

const HANDLER = { esm: 'handler.mjs', cjs: 'handler.js' }

/** The handler for both kinds of module, each in one file. */
async function handlers(root) {
  const outside = builtinModules.flatMap((name) => [name, `node:${name}`])
  return Promise.all(
    Object.entries(HANDLER).map(async ([format, name]) => {
      const { outputFiles } = await build({
        ...shape(root),
        entryPoints: ['src/runtime/handler/index.ts'],
        format,
        target: 'es2022',
        external: outside,
        inject: [join(root, 'scripts/bundle/buffer.mjs')],
        plugins: [framework]
      })
      return [name, outputFiles[0].text]
    })
  )
}

/** @param read gives what a TypeScript file of the project exports */
export async function bundleRuntime(root, outdir, read) {
  const { functionSettings } = await read('src/runtime/destination-function/settings.ts')
  await mkdir(join(outdir, 'functions'), { recursive: true })
  const script = await destinationFunction(root, functionHead(functionSettings))
  await writeFile(join(outdir, 'functions', 'heap-appcues.js'), script)
  for (const [name, code] of await handlers(root)) await writeFile(join(outdir, name), code)
}
