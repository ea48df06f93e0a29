import { chunksOf } from '../../../host/input/streams'
import { allOf } from '../../support/bytes'

async function* numbers(count: number): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) yield n
}

/** Gives two values and then waits for ever, as a terminal nobody types at. */
async function* silent(): AsyncGenerator<number> {
  yield 1
  yield 2
  await new Promise(() => undefined)
}

describe('chunksOf', () => {
  it.each([
    [0, []],
    [2, [[1, 2]]],
    [5, [[1, 2], [3, 4], [5]]]
  ])('cuts %d values', async (count, chunks) => {
    expect(await allOf(chunksOf(numbers(count), 2, new AbortController().signal))).toEqual(chunks)
  })

  it('ends when it is aborted, also while it waits for a value', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort('It was interrupted.'), 20)
    expect(await allOf(chunksOf(silent(), 5, controller.signal))).toEqual([[1, 2]])
  })

  it('passes on what the values throw', async () => {
    async function* broken(): AsyncGenerator<number> {
      yield 1
      throw new RangeError('broken')
    }
    await expect(allOf(chunksOf(broken(), 5, new AbortController().signal))).rejects.toMatchObject({
      message: 'broken'
    })
  })
})
