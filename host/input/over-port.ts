import type { MessagePort, TransferListItem, Worker } from 'node:worker_threads'
import { CommandError } from '../cli/command-error'

/** One end of what joins two threads. */
export type Port = MessagePort | Worker

type Message<T> = { value: T } | { problem: string } | { error: unknown } | { end: true }

/**
 * Sends values to another thread, at most `ahead` more than it has taken, so that a slow one there does not fill the memory.
 * What the values throw is thrown there.
 *
 * @param transfer what of a value is handed over and not copied
 */
export async function send<T>(
  port: Port,
  values: AsyncIterable<T>,
  ahead: number,
  transfer: (value: T) => TransferListItem[] = () => []
): Promise<void> {
  let room = ahead
  let wake = (): void => undefined
  port.on('message', () => {
    room += 1
    wake()
  })
  const post = (message: Message<T>, items: TransferListItem[] = []): void => port.postMessage(message, items)
  try {
    for await (const value of values) {
      post({ value }, transfer(value))
      room -= 1
      while (room === 0) await new Promise<void>((resolve) => (wake = resolve))
    }
    post({ end: true })
  } catch (error) {
    // The class of an error is lost on the way.
    post(error instanceof CommandError ? { problem: error.message } : { error })
  }
}

/** The values that another thread sends, from this call on. Throws when it ends before them. */
export function receive<T>(port: Port): AsyncGenerator<T> {
  const arrived: Message<T>[] = []
  let wake = (): void => undefined
  const take = (message: Message<T>): void => {
    arrived.push(message)
    wake()
  }
  port.on('message', take)
  port.on('error', (error: unknown) => take({ error }))
  for (const ending of ['exit', 'close']) port.on(ending, () => take({ error: new Error(ENDED) }))
  return valuesOf(port, async () => {
    while (arrived.length === 0) await new Promise<void>((resolve) => (wake = resolve))
    return arrived.shift() ?? { end: true }
  })
}

const ENDED = 'The thread that reads the file has ended early.'

async function* valuesOf<T>(port: Port, next: () => Promise<Message<T>>): AsyncGenerator<T> {
  for (let message = await next(); !('end' in message); message = await next()) {
    if ('problem' in message) throw new CommandError(message.problem)
    if ('error' in message) throw message.error
    port.postMessage('taken')
    yield message.value
  }
}
