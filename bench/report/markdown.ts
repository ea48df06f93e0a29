import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'

/** The machine in a sentence: figures mean nothing without it. */
export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${platform()} ${release()}, Node.js ${process.version}`
}

/** One cell: numbers stand right. */
export type Cell = string | number

/** A Markdown table. */
export function markdownTable(head: readonly string[], rows: ReadonlyArray<readonly Cell[]>): string {
  const rule = head.map((_name, column) => (typeof rows[0]?.[column] === 'number' ? '---:' : '---'))
  const lines = [head, rule, ...rows.map((row) => row.map(cellText))]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

const cellText = (cell: Cell): string => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell)

/** Rounded to this many decimal places. */
export const rounded = (value: number, places = 0): number => Number(value.toFixed(places))

export const megabytes = (bytes: number): number => rounded(bytes / 1e6, bytes < 10e6 ? 1 : 0)

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
