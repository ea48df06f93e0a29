const SHAPES: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['emails', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['numbers', /^\d+$/],
  ['UUIDs', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ['ids of anonymous visitors', /^anon:/]
]

/** What an id looks like, in the plural; undefined when it looks like nothing known. */
const shapeOf = (id: string): string | undefined => SHAPES.find(([, pattern]) => pattern.test(id))?.[0]

const MOST = 0.8

/** What most of the ids look like; undefined when there is no such shape. */
export function shapeOfMost(ids: readonly string[]): string | undefined {
  const shapes = ids.map(shapeOf)
  return SHAPES.map(([name]) => name).find(
    (name) => ids.length > 0 && shapes.filter((shape) => shape === name).length >= MOST * ids.length
  )
}
