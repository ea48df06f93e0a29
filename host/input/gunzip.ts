import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** The compressed input ended too early or is damaged; everything before that was read. */
export class BrokenArchiveError extends Error {
  override readonly name = 'BrokenArchiveError'
}

/**
 * Unpacks gzip, several members too. Read by hand: an async iterator over the stream drops what is already unpacked when
 * the archive breaks off.
 *
 * @throws BrokenArchiveError after the last byte that could be unpacked
 */
export async function* gunzip(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const archive = createGunzip()
  let failure: Error | undefined
  let wake = (): void => undefined
  archive.on('error', (error) => (failure = error))
  for (const event of ['readable', 'end', 'error']) archive.on(event, () => wake())
  const source = Readable.from(chunks)
  source.on('error', (error) => archive.destroy(error))
  source.pipe(archive)
  for (;;) {
    const woken = new Promise<void>((resolve) => (wake = resolve))
    const chunk = archive.read() as Buffer | null
    if (chunk) yield chunk
    else if (failure) throw new BrokenArchiveError(failure.message)
    else if (archive.readableEnded) return
    else await woken
  }
}
