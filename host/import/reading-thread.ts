import { parentPort, workerData } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { receive, send } from '../input/over-port'
import { textsOf } from './chunk-text'
import { readExport } from './read-export'
import type { ReadOptions } from './read-export'

/** What the thread is started with. */
export interface ReadingOrder {
  /** Of the input, for messages. */
  name: string
  /** The first bytes of the input. */
  head: Uint8Array
  options: ReadOptions
  /** Where all its bytes come from. */
  bytes: MessagePort
}

/** Chunks of rows that were read and not yet taken: more rows than fill the batches that are sent at once. */
const CHUNKS_AHEAD = 16

/** Reads an export: first its format, then its chunks. */
async function* texts({ name, head, options, bytes }: ReadingOrder): AsyncGenerator<string> {
  const input = { name, head: Buffer.from(head), bytes: buffers(receive<Uint8Array>(bytes)) }
  const { chunks, ...about } = await readExport(input, options)
  yield JSON.stringify(about)
  for await (const chunk of chunks) yield* textsOf(chunk)
}

async function* buffers(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const { buffer, byteOffset, byteLength } of pieces) yield Buffer.from(buffer, byteOffset, byteLength)
}

void send(parentPort as MessagePort, texts(workerData as ReadingOrder), CHUNKS_AHEAD)
