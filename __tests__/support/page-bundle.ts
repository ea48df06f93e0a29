import { copyFileSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** The page, built into a folder of its own from its present source. */
export async function bundlePage(): Promise<string> {
  const source = resolve(__dirname, '../../host/page')
  const outdir = mkdtempSync(join(tmpdir(), 'page-'))
  await build({
    entryPoints: { app: join(source, 'index.tsx') },
    outdir,
    bundle: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact'
  })
  copyFileSync(join(source, 'index.html'), join(outdir, 'index.html'))
  return outdir
}
