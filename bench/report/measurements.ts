import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(__dirname, '..', '..', 'docs', 'measurements.md')

/** Puts text between `<!-- name -->` and `<!-- /name -->` of docs/measurements.md. */
export function writeMeasurements(name: 'bench' | 'peers' | 'hosts' | 'soak' | 'mutation', text: string): void {
  const document = readFileSync(FILE, 'utf8')
  const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`)
  if (!place.test(document)) throw new TypeError(`${FILE} has no <!-- ${name} --> … <!-- /${name} -->.`)
  writeFileSync(
    FILE,
    document.replace(place, (_all, begin: string, end: string) => `${begin}\n\n${text}\n\n${end}`)
  )
}
