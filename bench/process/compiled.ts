import { join } from 'node:path'
import { build } from 'esbuild'

const ROOT = join(__dirname, '..', '..')
/** Below the project, so that what is installed is found from there. */
const FOLDER = join(ROOT, 'reports', 'bench')

/**
 * Compiles programs, as the package is: the loader that runs TypeScript as it stands wraps every function, a fifth of our share of a
 * batch.
 *
 * @param programs files from the project's root, by the names that they get
 * @returns where each was written
 */
export async function compiled<Name extends string>(programs: Record<Name, string>): Promise<Record<Name, string>> {
  await build({
    absWorkingDir: ROOT,
    entryPoints: programs,
    outdir: FOLDER,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'error'
  })
  const places = (Object.keys(programs) as Name[]).map((name) => [name, join(FOLDER, `${name}.js`)])
  return Object.fromEntries(places) as Record<Name, string>
}
