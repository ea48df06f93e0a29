import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = join(__dirname, '..', '..', 'docs', 'measurements.md')

/** Puts text between `<!-- name -->` and `<!-- /name -->` of docs/measurements.md. */
export const writeMeasurements = (name: 'bench' | 'peers' | 'hosts' | 'soak' | 'mutation', text: string): void =>
  writeBetween(FILE, name, text)

/** Puts text between `<!-- name -->` and `<!-- /name -->` of a document. */
export function writeBetween(file: string, name: string, text: string): void {
  const document = readFileSync(file, 'utf8')
  const place = new RegExp(`(<!-- ${name} -->)[^]*?(<!-- /${name} -->)`)
  if (!place.test(document)) throw new TypeError(`${file} has no <!-- ${name} --> … <!-- /${name} -->.`)
  writeFileSync(
    file,
    document.replace(place, (_all, begin: string, end: string) => `${begin}\n\n${text}\n\n${end}`)
  )
}
