import { copyFileSync, existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'

/** Whether Debian's Chromium is here. */
export const hasChromium = (): boolean => existsSync(CHROMIUM)

/** Starts Chromium, quiet: it asks nobody for anything. */
export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync'
    ]
  })

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
