import { extname, join } from 'node:path'
import { MessageChannel, Worker } from 'node:worker_threads'
import type { Input } from '../input/open-input'
import { receive, send } from '../input/over-port'
import { chunkOf } from './chunk-text'
import { readExport } from './read-export'
import type { ReadChunk, ReadExport, ReadOptions } from './read-export'
import type { ReadingOrder } from './reading-thread'

export interface OpenExport extends ReadExport {
  /** Ends the reading, also before its end. The input stays open. */
  close: () => Promise<void>
}

/** Bytes of a file that is read before a thread would have started. */
const SMALL = 1024 * 1024

/**
 * Reads an export beside what delivers it: a large one, or one of unknown size, in a thread of its own.
 *
 * @throws CommandError, naming the input, when it is nothing that can be read
 */
export async function openExport(input: Input, options: ReadOptions): Promise<OpenExport> {
  const isSmall = input.size !== undefined && input.size <= SMALL
  if (!isSmall) return readInThread(input, options)
  return { ...(await readExport(input, options)), close: async () => undefined }
}

/** What is on its way to the thread: pieces of the file, which are some 256 KB long. */
const PIECES_AHEAD = 4

/** Bytes go to the thread, and chunks of rows come back as JSON, which arrives at half the cost of a structured clone. */
export async function readInThread(input: Input, options: ReadOptions): Promise<OpenExport> {
  const { port1: pieces, port2: bytes } = new MessageChannel()
  const order: ReadingOrder = { name: input.name, head: input.head, options, bytes }
  const worker = new Worker(join(__dirname, `reading-thread${extname(__filename)}`), {
    workerData: order,
    transferList: [bytes],
    execArgv: fromSource() ? ['--require', require.resolve('tsx/cjs')] : [],
    // Nearly all that it makes is gone soon.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG }
  })
  const texts = receive<string>(worker)
  void send(pieces, copies(input.bytes), PIECES_AHEAD, ({ buffer }) => [buffer as ArrayBuffer])
  const close = async (): Promise<void> => {
    pieces.close()
    await worker.terminate()
  }
  try {
    const about = await texts.next()
    return { ...(JSON.parse(String(about.value)) as Pick<ReadExport, 'format' | 'unit'>), chunks: parsed(texts), close }
  } catch (error) {
    await close()
    throw error
  }
}

const YOUNG = 12

/** The package has JavaScript only; in the repository the thread needs the loader that this one has. */
const fromSource = (): boolean => extname(__filename) === '.ts'

/** Node may keep several small pieces in one piece of memory, which cannot be handed over. */
async function* copies(pieces: AsyncIterable<Buffer>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield new Uint8Array(piece)
}

async function* parsed(texts: AsyncIterable<string>): AsyncGenerator<ReadChunk> {
  for await (const text of texts) yield chunkOf(text)
}
