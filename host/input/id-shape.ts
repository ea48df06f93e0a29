const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['emails', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['Heap’s own numbers', /^\d{15,17}$/],
  ['numbers', /^\d+$/],
  ['UUIDs', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['ids of anonymous visitors', /^anon:/]
]
const OTHER = 'other ids'
const HEAPS = 'Heap’s own numbers'

/** What an id looks like, in the plural. */
const shapeOf = (id: string): string => SHAPES.find(([, pattern]) => pattern.test(id))?.[0] ?? OTHER

const MOST = 0.8

/** What most of the ids look like; undefined when there is no such shape. */
export function shapeOfMost(ids: readonly string[]): string | undefined {
  const shapes = ids.map(shapeOf)
  return SHAPES.map(([name]) => name).find(
    (name) => ids.length > 0 && shapes.filter((shape) => shape === name).length >= MOST * ids.length
  )
}

const EXAMPLES = 5

/** Notices ids that look unlike the others of their list: they may be of another kind than Appcues knows people by. */
export class IdShapes {
  private readonly seen = new Map<string, { count: number; examples: string[] }>()
  private total = 0

  add(id: string): void {
    const shape = shapeOf(id)
    const seen = this.seen.get(shape) ?? { count: 0, examples: [] }
    this.seen.set(shape, seen)
    this.total += 1
    seen.count += 1
    if (seen.examples.length < EXAMPLES) seen.examples.push(id)
  }

  /** What to look at before the list is trusted; nothing where all ids are alike. */
  notes(): string[] {
    const most = [...this.seen].find(([name, { count }]) => name !== OTHER && count >= MOST * this.total)
    const odd = [...this.seen].filter(([name]) => name === HEAPS || (most && name !== most[0]))
    return odd.map(([name, { count, examples }]) => {
      const what = name === OTHER ? 'look unlike the others' : `look like ${name}`
      const rest = count > examples.length ? ', …' : ''
      return `${count.toLocaleString('en-US')} of ${this.total.toLocaleString('en-US')} ids ${what}: ${examples.join(', ')}${rest}.`
    })
  }
}
