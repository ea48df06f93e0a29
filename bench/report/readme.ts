import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, resolveConfig } from 'prettier'

const README = join(__dirname, '..', '..', 'README.md')

/** Puts text between `<!-- name -->` and `<!-- /name -->` of the README, in the form that the format check asks for. */
export async function writeReadme(name: 'bench' | 'soak' | 'mutation', text: string): Promise<void> {
  const readme = readFileSync(README, 'utf8')
  const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`)
  if (!place.test(readme)) throw new TypeError(`The README has no place for it: <!-- ${name} --> … <!-- /${name} -->.`)
  const written = readme.replace(place, (_all, begin: string, end: string) => `${begin}\n\n${text}\n\n${end}`)
  writeFileSync(README, await format(written, { ...(await resolveConfig(README)), parser: 'markdown' }))
}
