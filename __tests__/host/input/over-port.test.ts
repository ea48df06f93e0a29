import { setImmediate as turn } from 'node:timers/promises'
import { MessageChannel, Worker } from 'node:worker_threads'
import { CommandError } from '../../../host/cli/command-error'
import { receive, send } from '../../../host/input/over-port'
import { until } from '../../support/until'

async function* numbers(count: number, seen: (n: number) => void = () => undefined): AsyncGenerator<number> {
  for (let n = 1; n <= count; n++) {
    seen(n)
    yield n
  }
}

async function allOf<T>(values: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of values) all.push(value)
  return all
}

describe('values sent over a port', () => {
  let here: MessageChannel
  beforeEach(() => (here = new MessageChannel()))
  afterEach(() => here.port1.close())

  it.each([0, 1, 4, 5, 1000])('arrive in their order, all %i of them', async (count) => {
    const arriving = allOf(receive<number>(here.port2))
    await send(here.port1, numbers(count), 4)
    expect(await arriving).toEqual(await allOf(numbers(count)))
  })

  it('are never more than so many ahead of what was taken', async () => {
    let made = 0
    let taken = 0
    let most = 0
    const arriving = receive<number>(here.port2)
    const seen = (n: number): void => {
      made = n
      most = Math.max(most, made - taken)
    }
    const sending = send(here.port1, numbers(100, seen), 4)
    await until(() => made === 4)
    for (let n = 0; n < 100; n++) await turn()
    expect(made).toBe(4)
    for await (const value of arriving) taken = value
    await sending
    expect({ made, taken, most }).toEqual({ made: 100, taken: 100, most: 4 })
  })

  it('may be handed over and not copied', async () => {
    const bytes = new Uint8Array([1, 2, 3])
    const arriving = allOf(receive<Uint8Array>(here.port2))
    await send(here.port1, only(bytes), 4, ({ buffer }) => [buffer as ArrayBuffer])
    expect({ arrived: await arriving, left: bytes.length }).toEqual({ arrived: [new Uint8Array([1, 2, 3])], left: 0 })
  })

  it.each([
    ['a message for the person', new CommandError('The header names the column "a" twice.')],
    ['a fault of ours', new TypeError('a is not a function')]
  ])('throw there what they throw here, after what came before: %s', async (_title, error) => {
    const arriving = receive<number>(here.port2)
    await send(here.port1, failing(error), 4)
    expect(await arriving.next()).toEqual({ done: false, value: 1 })
    await expect(arriving.next()).rejects.toMatchObject({ name: error.name, message: error.message })
  })

  it('keep the class of a message for the person', async () => {
    const arriving = receive<number>(here.port2)
    await send(here.port1, failing(new CommandError('It is empty.')), 4)
    await arriving.next()
    await expect(arriving.next()).rejects.toBeInstanceOf(CommandError)
  })

  it('leave no one waiting when the other end is closed', async () => {
    const arriving = receive<number>(here.port2)
    here.port1.close()
    await expect(arriving.next()).rejects.toMatchObject({ message: 'The thread that reads the file has ended early.' })
  })
})

async function* only(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function* failing(error: Error): AsyncGenerator<number> {
  yield 1
  throw error
}

describe('a thread that sends values', () => {
  it.each([
    ['fails', 'throw new RangeError("out of range")', 'out of range'],
    ['ends without a word', 'process.exit(0)', 'The thread that reads the file has ended early.'],
    [
      'needs more memory than it may have',
      'const all = []; for (;;) all.push(new Array(1000).fill(all.length))',
      'Worker terminated due to reaching memory limit: JS heap out of memory'
    ]
  ])('is not waited for when it %s', async (_title, code, message) => {
    const worker = new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } })
    await expect(receive(worker).next()).rejects.toMatchObject({ message })
    await worker.terminate()
  })
})
