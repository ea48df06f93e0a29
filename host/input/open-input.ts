import { createHash } from 'node:crypto'
import { createReadStream, promises as files } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { CommandError } from '../cli/command-error'
import { peek } from './streams'

/** An opened input: its bytes as they are stored, and what tells it from another. */
export interface Input {
  /** As a person would name it. */
  name: string
  /** Absolute path; undefined for standard input. */
  path?: string
  /** Bytes as stored; undefined for standard input. */
  size?: number
  /** Bytes read so far. */
  read: () => number
  /** Differs for another input: of the first bytes, and of the size where it is known. */
  identity: string
  head: Buffer
  bytes: AsyncIterable<Buffer>
  /** Lets go of it before its end. */
  close: () => void
}

const HEAD = 64 * 1024

/**
 * Opens a file, or standard input for `-`.
 *
 * @throws CommandError when there is no such file
 */
export async function openInput(path: string): Promise<Input> {
  const size = path === '-' ? undefined : await fileSize(path)
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: 256 * 1024 })
  let read = 0
  const counted = counting(stream, (bytes) => (read += bytes))
  const { head, all } = await peek(counted, HEAD)
  return {
    name: path === '-' ? 'standard input' : basename(path),
    path: path === '-' ? undefined : resolve(path),
    size,
    read: () => read,
    identity: identityOf(head, size),
    head,
    bytes: all,
    close: () => void stream.destroy()
  }
}

/** A text that someone pasted or sent, as an input. */
export function textInput(name: string, text: string | Buffer): Input {
  const bytes = Buffer.from(text)
  return {
    name,
    size: bytes.length,
    read: () => bytes.length,
    identity: identityOf(bytes, bytes.length),
    head: bytes.subarray(0, HEAD),
    bytes: Readable.from([bytes]),
    close: () => undefined
  }
}

/** @throws CommandError when there is no such file, or it may not be read */
export async function fileSize(path: string): Promise<number> {
  const found = await files.stat(path).catch(() => undefined)
  if (!found) throw new CommandError(`There is no file ${path}.`)
  if (!found.isFile()) throw new CommandError(`${path} is not a file.`)
  await files.access(path, files.constants.R_OK).catch(() => {
    throw new CommandError(`${path} may not be read by this user.`)
  })
  return found.size
}

/** Chunks of another size must not make another input: only the first bytes count, however many were peeked. */
const identityOf = (head: Buffer, size: number | undefined): string =>
  createHash('sha256')
    .update(`${size ?? 'stream'}\n`)
    .update(head.subarray(0, HEAD))
    .digest('hex')
    .slice(0, 32)

async function* counting(chunks: AsyncIterable<Buffer>, count: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    count(chunk.length)
    yield chunk
  }
}
