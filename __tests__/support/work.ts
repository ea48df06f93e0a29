/** What some work reads, as far as it can be counted: characters of texts, members of lists, and how often it asked. */
export interface Work {
  read: number
  /** Of `read`, what patterns looked at. */
  byPatterns: number
}

type Method = (this: unknown, ...given: unknown[]) => unknown
type Cost = (self: unknown, result: unknown, given: unknown[]) => number

const lengthOf = (value: unknown): number => (value as { length?: number } | null | undefined)?.length ?? 0

/** A search reads up to what it finds, or to the end. */
const searched: Cost = (self, result, [, from]) =>
  ((result as number) < 0 ? lengthOf(self) : (result as number) + 1) - (typeof from === 'number' ? from : 0)
const whole: Cost = (self) => lengthOf(self)
const copied: Cost = (_self, result) => lengthOf(result)
const parsed: Cost = (_self, _result, [text]) => lengthOf(text)

const COUNTED: readonly (readonly [owner: object, costs: Record<string, Cost>])[] = [
  [
    String.prototype,
    { indexOf: searched, includes: whole, slice: copied, split: whole, trim: whole, replace: whole, toLowerCase: whole }
  ],
  [Array.prototype, { indexOf: searched, includes: whole, slice: copied, concat: copied, shift: whole }],
  [Buffer.prototype, { indexOf: searched, includes: whole, toString: copied }],
  [Buffer, { concat: copied, from: copied }],
  [JSON, { stringify: copied, parse: parsed }]
]

/** Methods that call back for each member that they read. */
const CALLING = ['find', 'findIndex', 'some', 'every', 'filter', 'map', 'flatMap', 'reduce', 'forEach']

/**
 * Counts what `run` makes the language read on its behalf, instead of measuring how long it takes: work that grows with the
 * square of its input reads the same again and again. What one search by a pattern costs is the linter's to know; here it
 * reads from where it begins to where it ends.
 */
export async function workOf(run: () => unknown): Promise<Work> {
  const work: Work = { read: 0, byPatterns: 0 }
  const replaced: (() => void)[] = []
  const replace = (owner: object, name: string, by: (method: Method) => Method): void => {
    const before = Object.getOwnPropertyDescriptor(owner, name) ?? {}
    replaced.push(() => Object.defineProperty(owner, name, before))
    Object.defineProperty(owner, name, { ...before, value: by(before.value as Method) })
  }
  for (const [owner, costs] of COUNTED) {
    for (const [name, costOf] of Object.entries(costs)) {
      replace(
        owner,
        name,
        (method) =>
          function (this: unknown, ...given) {
            const result = method.apply(this, given)
            work.read += 1 + costOf(this, result, given)
            return result
          }
      )
    }
  }
  for (const name of CALLING) {
    replace(
      Array.prototype,
      name,
      (method) =>
        function (this: unknown, callback, ...given) {
          const counting: Method = function (this: unknown, ...members) {
            work.read += 1
            return (callback as Method).apply(this, members)
          }
          return method.call(this, counting, ...given)
        }
    )
  }
  replace(
    RegExp.prototype,
    'exec',
    (method) =>
      function (this: unknown, text) {
        const { global, sticky, lastIndex } = this as RegExp
        const from = global || sticky ? lastIndex : 0
        const found = method.call(this, text) as RegExpExecArray | null
        const end = found ? found.index + found[0].length : sticky ? from : lengthOf(text)
        work.read += 1 + end - from
        work.byPatterns += 1 + end - from
        return found
      }
  )
  try {
    await run()
  } finally {
    replaced.reverse().forEach((restore) => restore())
  }
  return work
}

/** How many times the work grows where the input grows four times: about 4, or 16 where it grows with the square. */
export async function growthOf(run: (size: number) => unknown, size: number): Promise<number> {
  // What is only made once, such as a table, is made here.
  await run(1)
  const [small, large] = [await workOf(() => run(size)), await workOf(() => run(size * 4))]
  if (small.read < size) throw new RangeError(`${small.read} reads of an input of ${size}: the work is not counted.`)
  return large.read / small.read
}
